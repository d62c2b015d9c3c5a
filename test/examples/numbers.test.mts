import { describe, expect, it } from '@jest/globals';

import { DEMO_GROUPS, PEOPLE } from 'pilotstatus-reference-server';
import { readExample, submit, useDemo } from './example.mts';
import { runWorkflow } from './workflow.mts';

const { server, surroundings, sent } = useDemo();
const { team } = DEMO_GROUPS;
const { ana, bruno } = PEOPLE;

describe('clean-numbers.json', () => {
	const file = readExample('clean-numbers.json');
	const run = async (numbers: string) =>
		await runWorkflow(surroundings(), file, submit(file, { Números: numbers }));

	it('tells who has WhatsApp, and which numbers to correct, and writes to nobody', async () => {
		const { status } = await run('(11) 98765-4321\n21 98765-0002, 11 98765-0404\n(11) 98765-4321');
		expect(status).toBe('success');
		expect(sent()).toEqual([
			[team, `*Têm WhatsApp: 2*\n+${ana}\n+${bruno}\n\n*Corrigir: 1*\n+5511987650404`],
		]);
		expect(server().log.map(({ route }) => route)).toEqual([
			'POST /numbers/check',
			'POST /messages/send',
		]);
	});

	it('names what is no number at all, and asks nothing', async () => {
		const { data } = await run('11 98765-4321\n98765');
		expect(data.resultData.error!.message).toMatch(/"98765"/);
		expect(server().log).toEqual([]);
	});
});
