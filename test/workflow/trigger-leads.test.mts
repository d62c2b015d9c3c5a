import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';

import { runNode } from '../harness/engine.mts';
import { startListener } from '../harness/listener.mts';
import type { Listener } from '../harness/listener.mts';
import { useServer } from '../harness/server.mts';
import { KEYS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';

const { server, account } = useServer({ clock: 'manual' });
const { id: numberId } = NUMBERS.go;
let listener: Listener;
afterEach(async () => await listener.close());

async function listen(...events: string[]): Promise<void> {
	const options = { parameters: { events }, workflowId: randomUUID() };
	listener = await startListener(account(KEYS.go), options);
	await listener.activate();
}

/** What has started the workflow, one item per execution. */
const items = () => listener.executions.map(([item]) => item!.json);

/** Posts the data of a delivery once more, changed. */
async function postAgain(change: object): Promise<void> {
	const { body } = server().deliveries[0]!;
	const token = new URL(server().state.webhooks[0]!.url).searchParams.get('token')!;
	const again = { ...body, data: { ...body.data, ...change } };
	expect(await listener.post(again, { token })).toMatchObject({ status: 200 });
}

describe('a lead', () => {
	const fields = [
		{ key: 'bairro', label: 'Bairro', values: [] },
		{ key: 'servicos', label: null, values: ['Pintura', 'Elétrica'] },
	];

	it('starts the workflow with its answers by their keys', async () => {
		await listen('lead.received');
		const { id } = server().receiveLead({ numberId, phone: PEOPLE.ana, fields });
		await server().settled();
		expect(items()).toMatchObject([
			{
				event: 'lead.received',
				leadId: id,
				phone: PEOPLE.ana,
				consentGiven: null,
				answers: { bairro: '', servicos: 'Pintura, Elétrica' },
			},
		]);
	});

	it('starts it once, also when it comes again with its conversation (F01)', async () => {
		await listen('lead.received');
		server().receiveLead({ numberId, phone: PEOPLE.ana });
		await server().settled();
		server().redeliver(server().deliveries[0]!);
		await server().settled();
		await postAgain({ conversationId: 'conv_1' });
		expect(items()).toHaveLength(1);
	});

	it('starts it for each form of one person (F02)', async () => {
		await listen('lead.received');
		for (const formId of ['form_a', 'form_b']) {
			server().receiveLead({ numberId, phone: PEOPLE.ana, formId });
		}
		await server().settled();
		expect(items().map(({ formId }) => formId)).toEqual(['form_a', 'form_b']);
	});

	it('of the test button starts it, and is written to by nobody (F05)', async () => {
		await listen('lead.received');
		server().receiveLead({ numberId, phone: '<test lead: dummy data for phone_number>' });
		await server().settled();
		const [item] = items();
		const parameters = {
			resource: 'message',
			operation: 'sendText',
			sendTo: 'phoneNumber',
			destinationNumber: '={{ $json.phone }}',
			text: 'Oi!',
		};
		const before = server().log.length;
		const { error } = await runNode(account(KEYS.go), { parameters }, [{ json: item! }]);
		expect(error!.message).toContain(
			`"<test lead: dummy data for phone_number>" in 'Phone Number' is not a phone number`,
		);
		expect(server().log).toHaveLength(before);
	});
});

describe('a call', () => {
	const pick = ['call.ringing', 'call.connected', 'call.ended', 'call.missed'];

	it.each(['present', 'absent'] as const)(
		"starts it once per event, with its engine's own ones %s",
		async (callEvents) => {
			server().shapes.callEvents = callEvents;
			await listen(...pick);
			const { id } = server().ring({ numberId, from: PEOPLE.ana });
			server().peer(id, 'hangUp');
			await server().settled();
			expect(items().map(({ event, callId }) => [event, callId])).toEqual([
				['call.ringing', id],
				['call.missed', id],
			]);
			expect(server().deliveries.every(({ statusCode }) => statusCode === 200)).toBe(true);
		},
	);

	it("of the engine's own words starts it where all events are picked", async () => {
		await listen('*');
		server().ring({ numberId, from: PEOPLE.ana });
		await server().settled();
		expect(items()).toContainEqual(
			expect.objectContaining({ event: 'CallOffer', From: `${PEOPLE.ana}@s.whatsapp.net` }),
		);
	});

	it('that nobody can be told of is two calls at two times', async () => {
		Object.assign(server().shapes, { callNulls: 'null', callEvents: 'absent' });
		await listen('call.missed');
		for (const ms of [0, 5000]) {
			server().clock.advance(ms);
			server().peer(server().ring({ numberId, from: PEOPLE.ana }).id, 'hangUp');
			await server().settled();
		}
		server().redeliver(server().deliveries.at(-1)!);
		await server().settled();
		expect(items().map(({ callId, from }) => [callId, from])).toEqual([
			[null, null],
			[null, null],
		]);
	});
});

it('a number that is back starts it', async () => {
	await listen('number.restored');
	const data = { numberId, phone: `+${NUMBERS.go.phone}`, displayName: 'Loja' };
	server().deliver('number.restored', data, { numberId });
	await server().settled();
	expect(items()).toMatchObject([{ event: 'number.restored', ...data }]);
});
