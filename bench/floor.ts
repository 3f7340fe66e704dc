import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * The least that a durable relay can be: a webhook request is on disk before it is answered, many of them share one
 * commit, and each is posted on, one at a time for every conversation. No mapping, no text, no checks, no retries.
 * What this does on a machine is what that machine allows. A program of its own, started by the bench.
 *
 * Usage: floor.js ORIGIN-OF-THE-SERVICE
 */
const [service = ''] = process.argv.slice(2);
const folder = mkdtempSync(path.join(os.tmpdir(), 'parley-floor-'));
const db = new DatabaseSync(path.join(folder, 'floor.db'));
db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
db.exec('CREATE TABLE deliveries (id INTEGER PRIMARY KEY, chat TEXT, body TEXT, done INTEGER DEFAULT 0)');
const insert = db.prepare('INSERT INTO deliveries (chat, body) VALUES (?, ?)');
const finish = db.prepare('UPDATE deliveries SET done = 1 WHERE id = ?');

interface Delivery {
  readonly id: number;
  readonly chat: string;
  readonly text: string;
}

/** What the next commit will hold, and who waits for it. */
let writes: { write: () => void; committed: () => void }[] = [];

function inNextCommit(write: () => void, committed: () => void): void {
  if (writes.length === 0) setImmediate(commit);
  writes.push({ write, committed });
}

function commit(): void {
  const batch = writes;
  writes = [];
  db.exec('BEGIN');
  for (const { write } of batch) write();
  db.exec('COMMIT');
  for (const { committed } of batch) committed();
}

const lanes = new Map<string, Delivery[]>();
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

function enqueue(delivery: Delivery): void {
  const lane = lanes.get(delivery.chat);
  if (lane) lane.push(delivery);
  else {
    lanes.set(delivery.chat, []);
    post(delivery);
  }
}

function post(delivery: Delivery): void {
  const body = JSON.stringify({ chatId: delivery.chat, body: delivery.text });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const url = `${service}/instance2/sendMessage?token=bench-token`;
  const outgoing = request(url, { method: 'POST', agent, headers }, (response) => {
    response.resume();
    response.on('end', () => {
      inNextCommit(
        () => finish.run(delivery.id),
        () => {
          const next = lanes.get(delivery.chat)?.shift();
          if (next) post(next);
          else lanes.delete(delivery.chat);
        },
      );
    });
  });
  outgoing.end(body);
}

const server = createServer((incoming, response) => {
  let body = '';
  incoming.setEncoding('utf8');
  incoming.on('data', (chunk: string) => {
    body += chunk;
  });
  incoming.on('end', () => {
    const { messages } = JSON.parse(body) as { messages: { chatId: string; body: string }[] };
    const deliveries: Delivery[] = [];
    inNextCommit(
      () => {
        for (const { chatId, body: text } of messages) {
          const { lastInsertRowid } = insert.run(chatId, text);
          deliveries.push({ id: Number(lastInsertRowid), chat: chatId, text });
        }
      },
      () => {
        response.writeHead(200, { 'content-length': 0 });
        response.end();
        for (const delivery of deliveries) enqueue(delivery);
      },
    );
  });
});
server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`http://127.0.0.1:${String(port)}/hook\n`);
});
process.on('SIGTERM', () => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
