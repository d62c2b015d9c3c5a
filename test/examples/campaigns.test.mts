import { describe, expect, it } from '@jest/globals';

import { DEMO_GROUPS, PEOPLE } from 'pilotstatus-reference-server';
import { readExample, submit, useDemo } from './example.mts';
import { runWorkflow } from './workflow.mts';

const { server, surroundings, sent } = useDemo();
const { team } = DEMO_GROUPS;
const { ana, bruno, carla, unreachable } = PEOPLE;
/** A day that has not begun in any zone. */
const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
const planned = () => server().state.messages.filter(({ deliverAt }) => deliverAt !== null);

describe('broadcast.json', () => {
	const file = readExample('broadcast.json');
	const TABLE = 'pilot_status_people';
	const campaign = submit(file, { Campanha: 'natal', Mensagem: 'Feliz Natal!', Dia: day });

	/** With the data table that the note asks for. */
	function withTable() {
		const all = surroundings();
		const phones = { Ana: `+${ana}`, Bruno: bruno, Carla: '98765-00', Rafael: unreachable };
		const rows = Object.entries(phones).map(([name, phone], nth) => ({ id: nth + 1, name, phone }));
		all.tables.set(TABLE, rows);
		return all;
	}

	it('plans the day, keeps the IDs, and says the next morning whom it did not reach', async () => {
		const all = withTable();
		const run = await runWorkflow(
			{
				...all,
				// What happens until the next morning.
				afterNode(name) {
					if (name !== 'Keep the IDs') return;
					server().advance(planned()[0]!.id, 'READ');
					server().advance(planned()[1]!.id, 'FAILED', 'MESSAGE_EXPIRED');
				},
			},
			file,
			campaign,
		);
		expect(run.status).toBe('success');
		expect(planned().map(({ destinationNumber, content }) => [destinationNumber, content])).toEqual(
			[
				[ana, 'Olá, Ana! Feliz Natal!'],
				[bruno, 'Olá, Bruno! Feliz Natal!'],
			],
		);
		const [first, second] = planned();
		expect(Date.parse(second!.deliverAt!) - Date.parse(first!.deliverAt!)).toBeGreaterThan(
			3_600_000,
		);
		expect(all.tables.get(TABLE)).toMatchObject([
			{ messageId: first!.id, problem: '' },
			{ messageId: second!.id, problem: '' },
			{ messageId: '', problem: `"98765-00" in 'Phone Number' is not a phone number` },
			{ messageId: '', problem: `"+${unreachable}" in 'Phone Number' has no WhatsApp account` },
		]);
		expect(sent().at(-1)).toEqual([
			team,
			[
				'*natal:* 1 de 4 entregues',
				`❌ +${bruno}: The message was not sent before the time in 'Deliver Until' was over`,
				`❌ 98765-00: "98765-00" in 'Phone Number' is not a phone number`,
				`❌ ${unreachable}: "+${unreachable}" in 'Phone Number' has no WhatsApp account`,
			].join('\n'),
		]);
	});

	it('plans nobody twice when it is started again, and keeps the IDs', async () => {
		const all = withTable();
		await runWorkflow(all, file, campaign);
		const before = structuredClone(all.tables.get(TABLE));
		await runWorkflow(all, file, campaign);
		expect(planned()).toHaveLength(2);
		expect(all.tables.get(TABLE)).toEqual(before);
	});
});

describe('sequence.json', () => {
	it('gives each person text, picture and voice before the next one', async () => {
		const file = readExample('sequence.json');
		const run = await runWorkflow(surroundings(), file, submit(file, { Dia: day }));
		expect(run.status).toBe('success');
		const inTime = planned().toSorted((a, b) => a.deliverAt!.localeCompare(b.deliverAt!));
		expect(
			inTime.map(({ destinationNumber, media }) => [destinationNumber, media?.mediaType]),
		).toEqual(
			[ana, bruno, carla].flatMap((person) => [
				[person, undefined],
				[person, 'image'],
				[person, 'voice'],
			]),
		);
	});
});
