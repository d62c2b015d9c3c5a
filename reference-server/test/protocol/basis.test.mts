import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { noteRoute } from '../../src/app.mts';
import { startReferenceServer } from '../../src/server.mts';
import { SWITCHES } from '../../src/protocol/shapes.mts';
import { basisTables } from '../../src/tables.mts';
import { API_CODES } from '../../src/whatsapp/api-codes.mts';
import { expectInStep } from '../support/made-files.mts';

const MARKS = ['documented', 'sdk', 'seen', 'chosen'];
const PAGE = join(__dirname, '../../BASIS.md');
const [START, END] = ['<!-- basis: start -->', '<!-- basis: end -->'];

describe('what the server does says how well it is known', () => {
	it.each([
		...Object.entries(API_CODES).map(([name, code]) => [name, code] as const),
		...Object.entries(SWITCHES).map(([name, one]) => [name, one] as const),
	])('%s', (_name, { mark, source }) => {
		expect(MARKS).toContain(mark);
		expect(source).toMatch(/\S/);
	});

	it('every route too, and one without is refused', async () => {
		const server = await startReferenceServer();
		try {
			for (const [, { mark, source }] of server.routes) {
				expect(MARKS).toContain(mark);
				expect(source).toMatch(/\S/);
			}
			expect(server.routes.size).toBe(48);
		} finally {
			await server.close();
		}
		const route = { method: 'GET', url: '/v1/new' };
		expect(() => noteRoute(new Map(), route)).toThrow('the route GET /new has no basis');
	});

	it('and the page of tables shows it', async () => {
		const server = await startReferenceServer();
		const tables = basisTables(server.routes);
		await server.close();
		const [before, rest] = readFileSync(PAGE, 'utf8').split(START) as [string, string];
		const after = rest.split(END)[1];
		expectInStep(PAGE, `${before}${START}\n\n${tables}\n\n${END}${after}`);
	});
});
