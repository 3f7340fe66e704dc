import { readFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Log } from '../../../../src/host/index.ts';
import type { Tokens } from '../tokens.ts';
import type { Seen } from './folder.ts';
import { filesIn, LARGEST } from './folder.ts';
import { sectionsOf } from './passages.ts';
import { indexable, matchFor } from './words.ts';

/** A part of a file that fits a question. */
export interface Passage {
  /** To be named with the answer: `returns.md › How to send it back`. */
  readonly source: string;
  readonly text: string;
}

/** A folder of Markdown and text files to look things up in. */
export interface Knowledge {
  /** The passages that fit a question best, best first, as many as may be shown. None where the folder cannot be read. */
  search(question: string, tokens: Pick<Tokens, 'count'>): Promise<Passage[]>;
  close(): void;
}

export interface KnowledgeOptions {
  readonly log: Log;
  /** Unix milliseconds. @default Date.now */
  readonly now?: () => number;
}

/** Passages of one question, and the tokens that they may take. */
const MOST_PASSAGES = 4;
const MOST_TOKENS = 1500;
/** A passage that fits so much worse than the best one is left out. */
const WORTH_SHOWING = 0.35;
/** A folder is looked at no more often than this, milliseconds. */
const LOOK_EVERY_MS = 2000;

const rowSchema = z.object({ file: z.string(), heading: z.string(), text: z.string(), rank: z.number() });

/**
 * Opens a folder. It is read at the first question, and what changed in it before each later one, two seconds apart at
 * least. The index is kept in memory only: it is made anew in less time than it takes to notice.
 */
export function openKnowledge(folder: string, { log, now = Date.now }: KnowledgeOptions): Knowledge {
  const index = new DatabaseSync(':memory:');
  index.exec(
    `CREATE TABLE passage (id INTEGER PRIMARY KEY, file TEXT NOT NULL, heading TEXT NOT NULL, text TEXT NOT NULL);
     CREATE INDEX passage_file ON passage (file);
     CREATE VIRTUAL TABLE word USING fts5(heading, text, content='', contentless_delete=1,
       tokenize="unicode61 remove_diacritics 2", prefix='2 3 4');`,
  );
  const insert = index.prepare('INSERT INTO passage (file, heading, text) VALUES (?, ?, ?)');
  const insertWords = index.prepare('INSERT INTO word (rowid, heading, text) VALUES (?, ?, ?)');
  const removeWords = index.prepare(
    'DELETE FROM word WHERE rowid IN (SELECT id FROM passage WHERE file = ?)',
  );
  const remove = index.prepare('DELETE FROM passage WHERE file = ?');
  const find = index.prepare(
    `SELECT file, passage.heading AS heading, passage.text AS text, bm25(word, 4.0, 1.0) AS rank
     FROM word JOIN passage ON passage.id = word.rowid WHERE word MATCH ? ORDER BY rank LIMIT 20`,
  );
  const known = new Map<string, string>();
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;

  const forget = (name: string): void => {
    removeWords.run(name);
    remove.run(name);
    known.delete(name);
  };

  const learn = async (file: Seen): Promise<void> => {
    const source = file.size > LARGEST ? undefined : await readFile(file.path, 'utf8').catch(() => undefined);
    forget(file.name);
    known.set(file.name, file.version);
    if (source === undefined || source.includes('\0')) {
      log.warn(
        { folder, file: file.name, bytes: file.size },
        'a file of the knowledge is too large or no text: left out',
      );
      return;
    }
    index.exec('BEGIN');
    for (const { heading, text } of sectionsOf(source)) {
      const { lastInsertRowid } = insert.run(file.name, heading, text);
      insertWords.run(lastInsertRowid, indexable(`${file.name} ${heading}`), indexable(text));
    }
    index.exec('COMMIT');
  };

  const look = async (): Promise<void> => {
    const files = await filesIn(folder, () =>
      log.warn({ folder }, 'the folder has too many files: some are left out'),
    );
    const names = new Set(files.map(({ name }) => name));
    for (const name of known.keys()) if (!names.has(name)) forget(name);
    for (const file of files) if (known.get(file.name) !== file.version) await learn(file);
  };

  const lookAgain = async (): Promise<void> => {
    if (looking) return looking;
    if (Math.abs(now() - lookedAt) < LOOK_EVERY_MS) return;
    looking = look();
    try {
      await looking;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.warn(
        { folder, reason },
        'the folder of the knowledge could not be read: the bot answers without what is new in it',
      );
    } finally {
      looking = undefined;
      lookedAt = now();
    }
  };

  return {
    async search(question, tokens) {
      const match = matchFor(question);
      if (match === undefined) return [];
      await lookAgain();
      const rows = z.array(rowSchema).parse(find.all(match));
      const best = rows[0]?.rank ?? 0;
      const passages: Passage[] = [];
      let left = MOST_TOKENS;
      for (const { file, heading, text, rank } of rows) {
        if (passages.length === MOST_PASSAGES || rank > best * WORTH_SHOWING) break;
        const size = await tokens.count(text);
        if (size > left) continue;
        left -= size;
        passages.push({ source: heading === '' ? file : `${file} › ${heading}`, text });
      }
      return passages;
    },
    close: () => index.close(),
  };
}
