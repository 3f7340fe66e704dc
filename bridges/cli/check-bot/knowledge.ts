import { access, constants } from 'node:fs/promises';
import type { Finding } from '../../../src/platforms/index.ts';
import { filesIn, LARGEST } from '../../bot/prompt/knowledge/folder.ts';
import type { BotConfig } from '../../config/index.ts';

/** Whether the files of the knowledge folder can be read. */
export async function checkKnowledge({ memory: { knowledge: folder } }: BotConfig): Promise<Finding[]> {
  if (folder === undefined) return [];
  const warn = (message: string, advice: string): Finding => ({ level: 'warning', message, advice });
  const findings: Finding[] = [];
  try {
    const files = await filesIn(folder, () => {
      findings.push(
        warn(`The knowledge folder ${folder} has too many files.`, 'Keep only those that matter.'),
      );
    });
    if (files.length === 0) {
      const advice = 'Put files there whose names end in .md, .markdown or .txt.';
      findings.push(warn(`The knowledge folder ${folder} has no file to look things up in.`, advice));
    }
    for (const { name, path, size } of files) {
      const isReadable = await access(path, constants.R_OK).then(
        () => true,
        () => false,
      );
      if (!isReadable)
        findings.push(
          warn(`${name} of the knowledge folder cannot be read.`, 'Give the user running Parley leave.'),
        );
      if (size > LARGEST) {
        const message = `${name} of the knowledge folder is larger than ${String(LARGEST / 1024 / 1024)} MiB and is left out.`;
        findings.push(warn(message, 'Divide it into several files.'));
      }
    }
    return findings;
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const message = `The knowledge folder ${folder} cannot be read (${reason}).`;
    return [{ level: 'problem', message, advice: 'Give the user running Parley leave to read it.' }];
  }
}
