import type { Document } from './document.ts';
import type { PersonConfig } from './model.ts';
import type { Problem } from './problems.ts';
import type { PeopleInFile } from './schema.ts';
import { didYouMean } from './suggest.ts';

export interface PeopleContext {
  readonly document: Document;
  readonly problems: Problem[];
  /** Names of all accounts of the file. */
  readonly accounts: readonly string[];
}

/** Checks that people and ids are told apart: a mention has to reach one person, and the right one. */
export function readPeople(people: PeopleInFile, context: PeopleContext): PersonConfig[] {
  const { document, problems, accounts } = context;
  const names = new Map<string, string>();
  const owners = new Map<string, string>();
  return Object.entries(people).map(([name, written]) => {
    const twin = names.get(name.toLowerCase());
    if (twin !== undefined) {
      const message = `Two people are named "${twin}" and "${name}": capitals do not tell them apart. Rename one of them.`;
      problems.push({ ...document.keyAt(['people', name]), message });
    }
    names.set(name.toLowerCase(), name);
    const ids: Record<string, string> = {};
    for (const [account, value] of Object.entries(written)) {
      const path = ['people', name, account];
      const id = String(value).trim();
      const owner = owners.get(JSON.stringify([account, id]));
      if (!accounts.includes(account)) {
        const message = `Unknown account "${account}". ${didYouMean(account, accounts)}`.trim();
        problems.push({ ...document.keyAt(path), message });
      } else if (id === '') {
        problems.push({ ...document.at(path), message: `${path.join('.')} is empty.` });
      } else if (owner !== undefined) {
        const message = `${path.join('.')} is ${id}, as people.${owner}.${account} is: one id is one person. Correct one of them.`;
        problems.push({ ...document.at(path), message });
      } else {
        owners.set(JSON.stringify([account, id]), name);
        ids[account] = id;
      }
    }
    return { name, ids };
  });
}
