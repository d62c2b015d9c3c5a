import { afterEach, describe, expect, it } from '@jest/globals';

import { startListener } from '../harness/listener.mts';
import type { Listener } from '../harness/listener.mts';
import { DEMO_GROUPS, KEYS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';
import { readExample, submit, useDemo } from './example.mts';
import { given, nodeOf, runWorkflow } from './workflow.mts';

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

describe('failure-report.json', () => {
	const file = readExample('failure-report.json');

	/** Sends a text, and says what becomes of it. */
	async function send(destinationNumber: string, to: 'DELIVERED' | 'FAILED', reason?: string) {
		const response = await fetch(`${server().url}/messages/send`, {
			method: 'POST',
			headers: { 'x-api-key': KEYS.go, 'content-type': 'application/json' },
			body: JSON.stringify({ destinationNumber, text: 'Oi' }),
		});
		const { id } = (await response.json()) as { id: string };
		server().advance(id, 'SENT');
		server().advance(id, to, reason);
	}

	it('tells in one message what failed, and why', async () => {
		await send(ana, 'DELIVERED');
		await send(bruno, 'FAILED', 'EXPIRED_AFTER_ATTEMPTS');
		const { status } = await runWorkflow(surroundings(), file, [{ json: {} }]);
		expect(status).toBe('success');
		expect(sent().at(-1)).toEqual([
			team,
			`*Desde ontem:* 2 mensagens, 1 entregues, 1 com falha\n❌ +${bruno}: The message was tried several times, and then its time ran out`,
		]);
	});
});

describe('reconnect-alarm.json', () => {
	const file = readExample('reconnect-alarm.json');
	const { go } = NUMBERS;

	it('mails the QR code and the pairing code', async () => {
		server().state.numbers.find(({ id }) => id === go.id)!.session = 'CLOSED';
		const place = surroundings();
		place.account.apiKey = KEYS.tenant;
		const json = { event: 'number.disconnected', numberId: go.id, phone: `+${go.phone}` };
		const run = await runWorkflow(place, file, [{ json }]);
		const [{ pairingCode } = {}] = given(run, 'Connect number');
		expect(place.mails).toEqual([
			{
				to: 'plantao@example.com',
				subject: `WhatsApp +${go.phone} caiu`,
				text: expect.stringContaining(`pareamento: ${String(pairingCode)}`),
				fileName: 'qrcode.png',
				mimeType: 'image/png',
			},
		]);
		expect(pairingCode).toMatch(/^[A-Z0-9]{8}$/);
	});
});

describe('shop-menu.json', () => {
	const file = readExample('shop-menu.json');
	let listener: Listener;
	afterEach(async () => await listener.close());

	it.each(['rowId', 'buttonId'] as const)(
		'sends a list, and answers the %s tapped',
		async (form) => {
			server().shapes.webhookRowId = form;
			const { parameters } = nodeOf(file, 'Somebody writes');
			listener = await startListener(surroundings().account, { parameters, workflowId: form });
			await listener.activate();
			const hear = async (message: object) => {
				server().receive({ numberId: NUMBERS.go.id, from: ana, ...message });
				await server().settled();
				const run = await runWorkflow(surroundings(), file, listener.executions.splice(0)[0]!);
				expect(run.status).toBe('success');
			};
			await hear({ text: 'Boa noite' });
			const menu = server().state.messages.at(-1)!;
			server().advance(menu.id);
			await hear({ quotedMessageId: menu.externalMessageId, tapped: 'horario' });
			expect(sent()).toEqual([
				[ana, 'Olá, Ana! Em que podemos ajudar?'],
				[ana, 'Abrimos de terça a domingo, das 18h às 23h.'],
			]);
		},
	);
});
