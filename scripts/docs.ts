// Writes the parts of the documentation that are made from the program itself. Usage: npm run docs
import { writeFileSync } from 'node:fs';
import { generated } from './generated.ts';

for (const [file, text] of Object.entries(await generated())) writeFileSync(file, text);
