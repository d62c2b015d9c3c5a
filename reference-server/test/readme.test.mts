/** What the README shows is done as it stands there: its commands by curl in a shell, its code as one program. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { expect, it } from '@jest/globals';

import { startReferenceServer } from '../src/server.mts';

const run = promisify(execFile);
const README = readFileSync(join(__dirname, '../README.md'), 'utf8');
const blocks = [...README.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, text]) => ({
	language: language!,
	text: text!,
}));

/** `"…"` is anything, at the end of a list anything more. */
function matcher(shown: unknown): unknown {
	if (shown === '…') return expect.anything();
	if (Array.isArray(shown)) {
		const named = shown.filter((one) => one !== '…').map(matcher);
		return named.length === shown.length ? named : expect.arrayContaining(named);
	}
	if (typeof shown !== 'object' || shown === null) return shown;
	return Object.fromEntries(Object.entries(shown).map(([key, value]) => [key, matcher(value)]));
}

it('the commands give what it shows', async () => {
	const server = await startReferenceServer({ seed: 'demo' });
	const { origin } = new URL(server.url);
	try {
		let answer: any;
		let commands = 0;
		for (const { language, text } of blocks) {
			if (language === 'json') expect(answer).toEqual(matcher(JSON.parse(text)));
			if (language !== 'sh' || !text.startsWith('curl')) continue;
			const command = text.replaceAll('http://127.0.0.1:4010', origin);
			answer = JSON.parse((await run('sh', ['-c', `${command.trim()} --silent`])).stdout);
			commands++;
		}
		expect(commands).toBe(6);
		expect(server.log.map(({ status }) => status)).toEqual([200, 202, 200, 400, 201]);
		expect(server.state.webhooks).toHaveLength(1);
		expect(server.state.messages.at(-1)!.content).toBe('Oi!');
	} finally {
		await server.close();
	}
});

it('the code runs from top to bottom', async () => {
	const code = blocks.filter(({ language }) => language === 'js').map(({ text }) => text);
	expect(code.length).toBeGreaterThan(4);
	const program = [...code, 'server.reset();', 'await server.close();'].join('\n');
	const args = ['--conditions=source', '--input-type=module', '--eval', program];
	await run(process.execPath, args, { cwd: join(__dirname, '..') });
});
