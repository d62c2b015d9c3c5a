import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { compare } from '../../scripts/vendor/compare.mts';
import { readVendor } from '../../scripts/vendor/fragments.mts';

/** Programs start slowly beside other suites. */
jest.setTimeout(60_000);

const FOLDER = join(__dirname, 'pages');
const ours = JSON.parse(readFileSync('reference-server/openapi.json', 'utf8'));
/** What is published, by the end of its address; each test may change it. */
let pages: Map<string, string>;
let server: Server;
let index: string;
beforeAll(async () => {
	server = createServer(({ url = '' }, response) => {
		const text = pages.get(url.split('/').at(-1)!);
		response.statusCode = text === undefined ? 404 : 200;
		response.end(text?.replaceAll('https://docs.example.com', new URL(index).origin));
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	index = `http://127.0.0.1:${(server.address() as AddressInfo).port}/llms.txt`;
});
beforeEach(() => {
	const names = readdirSync(FOLDER);
	pages = new Map(names.map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')]));
});
afterAll(() => void server.close());

/** Changes a page, which must have what is to be changed. */
function change(page: string, from: string, to: string): void {
	const text = pages.get(page)!;
	expect(text).toContain(from);
	pages.set(page, text.replace(from, to));
}

const CHECK = 'POST /v1/numbers/check';
const STATUS = 'GET /v1/numbers/{}/status';
const LOGS = 'GET /v1/webhooks/{}/logs';
/** What the stored pages and our schemas say differently of their three endpoints. */
const STORED = [
	`${LOGS} query.limit: string, with us number`,
	`${CHECK} header.x-whatsapp-number-id: we do not have it (string)`,
];

describe('the comparison', () => {
	const differences = async () => compare(await readVendor(index), ours);

	it('finds what the stored pages say differently, and what they do not have', async () => {
		const lines = await differences();
		const missing = lines.filter((line) => line.endsWith('}: the vendor does not have it'));
		expect(missing).toContain('GET /v1/groups/{}: the vendor does not have it');
		const about = [CHECK, STATUS, LOGS];
		expect(lines.filter((line) => about.some((name) => line.startsWith(name)))).toEqual(STORED);
		const whole = lines.filter((line) => /^[A-Z]+ \S+: the vendor does not have it$/.test(line));
		expect(whole).toHaveLength(lines.length - STORED.length);
	});

	it.each([
		[
			'a field more',
			[
				'check-numbers.md',
				'                numbers:\n',
				'                region:\n                  type: number\n                numbers:\n',
			],
			[`${CHECK} body.region: we do not have it (number)`],
		],
		[
			'another name',
			['check-numbers.md', '                numbers:\n', '                phones:\n'],
			[
				`${CHECK} body.numbers: the vendor does not have it`,
				`${CHECK} body.phones: we do not have it (array)`,
			],
		],
		[
			'a field less',
			[
				'delivery-events.md',
				'        - name: event\n          in: query\n          required: false\n          schema:\n            type: string\n',
				'',
			],
			[`${LOGS} query.event: the vendor does not have it`],
		],
		[
			'a field more in the example of an answer',
			['delivery-events.md', 'durationMs: 120', 'durationMs: 120\n                  attempt: 2'],
			[`${LOGS} answer[].attempt: we do not have it (number)`],
		],
		[
			'a field less in the schema of an answer',
			['number-status.md', '        stale:\n          type: boolean\n', ''],
			[`${STATUS} answer.stale: the vendor does not have it`],
		],
		[
			'another type',
			['check-numbers.md', 'exists: true', "exists: 'yes'"],
			[`${CHECK} answer.results[].exists: string, with us boolean`],
		],
		[
			'a value more',
			['number-status.md', '[primary, secondary]', '[primary, secondary, tertiary]'],
			[`${STATUS} query.link: one of primary, secondary, tertiary, with us of primary, secondary`],
		],
		[
			'a value less',
			['number-status.md', '[OPEN, CONNECTING, CLOSE]', '[OPEN, CLOSE]'],
			[`${STATUS} answer.state: one of CLOSE, OPEN, with us of CLOSE, CONNECTING, OPEN`],
		],
		[
			'what was required',
			['check-numbers.md', '              required:\n                - numbers\n', ''],
			[`${CHECK} body.numbers: optional, with us required`],
		],
		[
			'what was optional',
			[
				'number-status.md',
				'name: link\n          in: query\n          required: false',
				'name: link\n          in: query\n          required: true',
			],
			[`${STATUS} query.link: required, with us optional`],
		],
		[
			'a new endpoint',
			['number-status.md', '    get:\n', '    delete:\n      operationId: new\n    get:\n'],
			['DELETE /v1/numbers/{}/status: we do not have it'],
		],
		[
			'an endpoint that is gone',
			['llms.txt', '- [Number status]', '- Number status: '],
			[`${STATUS}: the vendor does not have it`],
		],
	] as Array<[string, [string, string, string], string[]]>)(
		'finds %s',
		async (_what, args, found) => {
			const before = await differences();
			change(...args);
			const after = await differences();
			expect(after.filter((line) => !before.includes(line))).toEqual(found);
			expect(before.filter((line) => !after.includes(line))).toEqual([]);
		},
	);
});

describe('npm run test:vendor', () => {
	const folder = mkdtempSync(join(tmpdir(), 'vendor-'));
	const known = join(folder, 'known.json');
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	/** The script as a program. */
	const run = async (...args: string[]) =>
		await new Promise<{ code: unknown; out: string; err: string }>((resolve) => {
			const script = ['scripts/vendor/vendor.mts', '--index', index, '--known', known, ...args];
			execFile(process.execPath, script, (error, out, err) =>
				resolve({ code: error?.code ?? 0, out, err }),
			);
		});

	it('prints what is not known, and nothing once it is', async () => {
		writeFileSync(known, '[]');
		const first = await run();
		expect(first.code).toBe(1);
		expect(first.out.split('\n')).toEqual(expect.arrayContaining(STORED));
		expect(await run('--accept')).toEqual({ code: 0, out: '', err: '' });
		expect(await run()).toEqual({ code: 0, out: '', err: '' });
		change('check-numbers.md', 'exists: true', "exists: 'yes'");
		change(
			'delivery-events.md',
			'type: string\n            description: (integer',
			'type: integer\n            description: (integer',
		);
		expect(await run()).toEqual({
			code: 1,
			out: `${CHECK} answer.results[].exists: string, with us boolean\nno longer: ${STORED[0]}\n`,
			err: '',
		});
	});

	it.each([
		[
			'a page is gone',
			() => pages.delete('number-status.md'),
			'number-status.md was answered with 404',
		],
		[
			'the index names no page that it could read',
			() => pages.set('llms.txt', '# Moved'),
			'has a fragment',
		],
	])('fails without a difference when %s', async (_what, spoil, reason) => {
		writeFileSync(known, '[]');
		spoil();
		const { code, out, err } = await run();
		expect([code, out]).toEqual([1, '']);
		expect(err).toContain(reason);
	});
});
