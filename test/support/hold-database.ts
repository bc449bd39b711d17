/** `node hold-database.ts FILE`: holds the right to write to a database until standard input ends. Says so on a line. */
import { writeSync } from 'node:fs';

import Database from 'better-sqlite3';

const db = new Database(process.argv[2] ?? '');
db.exec('BEGIN IMMEDIATE');
writeSync(1, 'held\n');
process.stdin.on('end', () => db.close()).resume();
