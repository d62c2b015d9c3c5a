import { afterEach, describe, expect, it } from '@jest/globals';
import type { INodeExecutionData } from 'n8n-workflow';

import { startListener } from '../harness/listener.mts';
import type { Listener } from '../harness/listener.mts';
import { ADS, DEMO_GROUPS, KEYS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';
import { readExample, submit, useDemo } from './example.mts';
import { nodeOf, resumeWorkflow, runWorkflow } from './workflow.mts';

const { server, surroundings, sent } = useDemo();
const { team } = DEMO_GROUPS;
const { ana, bruno } = PEOPLE;
const { id: numberId } = NUMBERS.go;
const called = () => server().state.calls.map(({ peer, recordings }) => [peer, recordings]);

describe('call-alarm.json', () => {
	const file = readExample('call-alarm.json');
	const alarm = submit(file, { Problema: 'Servidor fora do ar' });
	const data = { choice: 'Eu assumo', responder: { number: bruno, name: 'Bruno' } };

	it.each<[object | undefined, unknown[], unknown[]]>([
		[data, [[team, '✅ Bruno: Eu assumo']], []],
		[undefined, [], [[ana, ['https://example.com/alarme.mp3']]]],
	])('asks the group, and rings where nobody takes it: %j', async (answer, told, calls) => {
		const waiting = await runWorkflow(surroundings(), file, alarm);
		expect(sent()).toEqual([[team, expect.stringMatching(/^🚨 \*Servidor fora do ar\*\nQuem/)]]);
		const minutes = (waiting.waitTill!.getTime() - Date.now()) / 60_000;
		expect(minutes).toBeGreaterThan(9);
		expect(minutes).toBeLessThanOrEqual(10);
		const items = answer && [[{ json: { data: answer } as never }]];
		const run = await resumeWorkflow(surroundings(), file, waiting, items);
		expect(run.status).toBe('success');
		expect(sent().slice(1)).toEqual(told);
		expect(called()).toEqual(calls);
	});
});

describe('new-lead.json', () => {
	const file = readExample('new-lead.json');
	let listener: Listener;
	afterEach(async () => await listener.close());

	/** What the trigger gives for a form that somebody fills in. */
	async function fillIn(phone: string): Promise<INodeExecutionData[]> {
		const { parameters } = nodeOf(file, 'New lead');
		listener = await startListener(surroundings().account, { parameters, workflowId: phone });
		await listener.activate();
		server().receiveLead({ numberId, phone, fullName: 'Ana Lima' });
		await server().settled();
		return listener.executions[0]!;
	}
	const WELCOME = 'Ofertas da semana na loja.';

	it('welcomes the lead, and rings the seller when nobody has answered', async () => {
		const lead = await fillIn(ana);
		expect((await runWorkflow(surroundings(), file, lead)).status).toBe('success');
		expect(sent()).toEqual([[ana, WELCOME]]);
		expect(called()).toEqual([[bruno, []]]);
		// Run again by hand, the lead is not welcomed twice.
		await runWorkflow(surroundings(), file, lead);
		expect(sent()).toEqual([[ana, WELCOME]]);
	});

	it('rings nobody when the lead has answered, under either spelling of the number', async () => {
		const lead = await fillIn('551187654321');
		const place = {
			...surroundings(),
			afterNode(name: string) {
				if (name === 'Welcome the lead') server().receive({ numberId, from: ana, text: 'Quero!' });
			},
		};
		expect((await runWorkflow(place, file, lead)).status).toBe('success');
		expect(called()).toEqual([]);
	});

	it("writes to nobody for the form's test button, and says why", async () => {
		const lead = await fillIn('<test lead: dummy data for phone_number>');
		const { data } = await runWorkflow(surroundings(), file, lead);
		expect(data.resultData.error!.message).toMatch(/in 'Phone Number' is not a phone number$/);
		expect([...sent(), ...called()]).toEqual([]);
	});
});

describe('ads-table.json', () => {
	const file = readExample('ads-table.json');
	const ofOba = () => {
		const place = surroundings();
		place.account.apiKey = KEYS.metaOba;
		return place;
	};

	it('counts what each ad brought, with what it cost', async () => {
		const number = NUMBERS.metaOba.id;
		for (const from of [ana, bruno]) {
			const referral = { sourceId: ADS.sale, adName: 'Promoção' };
			server().receive({ numberId: number, from, text: 'Oi', referral });
		}
		server().receive({ numberId: number, from: ana, text: 'Oi', referral: { sourceId: '7' } });
		server().receiveLead({ numberId: number, adId: ADS.sale });
		server().receiveLead({ numberId: number });
		// Meta numbers have no group of the team's: what is sent is looked at as it leaves.
		await runWorkflow(ofOba(), file, [{ json: {} }]);
		const { body } = server().log.at(-1)!;
		expect((body as { text: string }).text).toBe(
			'*Anúncios da semana*\n• Promoção de verão: 2 conversas, 1 leads, R$ 116,67 cada\n• Post da loja: 0 conversas, 0 leads\n• 7: 1 conversas, 0 leads',
		);
	});

	it('has a table also where no ad brought anybody', async () => {
		const { status } = await runWorkflow(surroundings(), file, [{ json: {} }]);
		expect(status).toBe('success');
		expect(sent()).toEqual([
			[
				team,
				'*Anúncios da semana*\n• Promoção de verão: 0 conversas, 0 leads\n• Post da loja: 0 conversas, 0 leads',
			],
		]);
	});
});
