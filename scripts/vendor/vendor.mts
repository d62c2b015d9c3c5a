/**
 * Compares the vendor's OpenAPI fragments with the schemas of the reference server: `npm run test:vendor`. What differs
 * and is not in `known.json` is printed, and so is what has become untrue there; then it ends with 1.
 * `-- --accept` writes that file anew, `--index` takes the pages from another address.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { compare } from './compare.mts';
import { readVendor } from './fragments.mts';

const { values } = parseArgs({
	options: {
		index: { type: 'string', default: 'https://docs.pilotstatus.com.br/llms.txt' },
		known: { type: 'string', default: join(import.meta.dirname, 'known.json') },
		accept: { type: 'boolean', default: false },
	},
});
const ours = join(import.meta.dirname, '../../reference-server/openapi.json');

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const found = compare(await readVendor(values.index), readJson(ours));
if (values.accept) {
	writeFileSync(values.known, `${JSON.stringify(found, null, '\t')}\n`);
} else {
	const known: string[] = readJson(values.known);
	const news = [
		...found.filter((line) => !known.includes(line)),
		...known.filter((line) => !found.includes(line)).map((line) => `no longer: ${line}`),
	];
	// Whatever the pages say, it is one line each.
	for (const line of news) console.log(line.replace(/\s+/g, ' '));
	process.exitCode = news.length > 0 ? 1 : 0;
}
