import { GROUPS, KEYS, NEWSLETTERS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';
import type { ReferenceServer } from 'pilotstatus-reference-server';

const NUMBER_EVENTS = ['created', 'connected', 'disconnected', 'removed', 'restored'] as const;
const CALL_EVENTS = ['ringing', 'connected', 'ended', 'missed', 'permission_updated'] as const;
const QR_NUMBERS: readonly string[] = [NUMBERS.evo.id, NUMBERS.go.id];

/** Lets everything happen that webhooks hear of, to a number of each kind, and gives the bodies of the deliveries. */
export async function deliveries(server: ReferenceServer): Promise<unknown[]> {
	for (const name of ['evo', 'go', 'metaOba'] as const) {
		const { id: numberId, phone } = NUMBERS[name];
		// Nobody listens there: only what would be sent is looked at.
		const hook = { name, url: 'http://127.0.0.1:9/', events: ['*'] };
		await request(server, KEYS[name], '/webhooks', hook);
		await sendAll(server, name);
		receiveAll(server, name);
		const data = {
			numberId,
			phone: `+${phone}`,
			displayName: name,
			createdAt: new Date().toISOString(),
		};
		for (const event of NUMBER_EVENTS) server.deliver(`number.${event}`, data, { numberId });
		server.deliver('lead.received', lead(numberId), { numberId });
		server.deliver('number.health_degraded', data, { numberId });
		if (name !== 'evo') call(server, numberId, phone);
	}
	await server.settled();
	return server.deliveries.map(({ body }) => body);
}

async function request(server: ReferenceServer, key: string, path: string, body: object) {
	const answer = await fetch(server.url + path, {
		method: 'POST',
		headers: { 'x-api-key': key, 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	return (await answer.json()) as { id: string };
}

async function sendAll(server: ReferenceServer, name: 'evo' | 'go' | 'metaOba'): Promise<void> {
	const groupId = name === 'metaOba' ? GROUPS.opaque : GROUPS.modern;
	for (const body of [
		{ destinationNumber: PEOPLE.ana, text: 'Oi' },
		{ destinationNumber: PEOPLE.ana, media: 'https://example.com/a.jpg', mediaType: 'image' },
		{ groupId, text: 'Oi' },
	]) {
		const read = await request(server, KEYS[name], '/messages/send', body);
		server.advance(read.id, 'READ');
		const failed = await request(server, KEYS[name], '/messages/send', body);
		server.advance(failed.id, 'FAILED', 'NUMBER_NOT_FOUND_REMOVED');
	}
}

function receiveAll(server: ReferenceServer, name: 'evo' | 'go' | 'metaOba'): void {
	const { id: numberId } = NUMBERS[name];
	const groupId = name === 'metaOba' ? GROUPS.opaque : GROUPS.modern;
	const places = [{ from: PEOPLE.ana }, { from: PEOPLE.ana, groupId }];
	for (const place of places) {
		const { externalMessageId } = server.receive({ numberId, ...place, text: 'Oi' });
		const quotedMessageId = externalMessageId!;
		server.receive({ numberId, ...place, text: 'Sim', quotedMessageId });
		for (const mediaType of ['image', 'video', 'audio', 'document', 'sticker'] as const) {
			const media = { url: 'https://example.com/a', mediaType };
			server.receive({ numberId, ...place, media });
			server.receive({ numberId, ...place, media: { ...media, filename: 'a' }, text: 'Veja' });
		}
	}
	server.receive({ numberId, groupId, fromMe: true, text: 'Ok' });
	if (!QR_NUMBERS.includes(numberId)) return;
	server.receive({ numberId, newsletterId: NEWSLETTERS[name as 'evo' | 'go'], text: 'Oferta' });
}

function call(server: ReferenceServer, numberId: string, phone: string): void {
	const data = {
		callId: 'call_1',
		externalCallId: 'wacid.1',
		direction: 'INBOUND',
		status: 'RINGING',
		from: PEOPLE.ana,
		to: phone,
		timestamp: new Date().toISOString(),
	};
	for (const event of CALL_EVENTS) {
		if (event === 'permission_updated' && QR_NUMBERS.includes(numberId)) continue;
		const duration = event === 'ended' ? { duration: 61 } : {};
		server.deliver(`call.${event}`, { ...data, ...duration }, { numberId });
	}
}

function lead(whatsappNumberId: string): Record<string, unknown> {
	return {
		leadId: 'lead_1',
		leadgenId: '1234567890',
		whatsappNumberId,
		pageId: 'page_1',
		pageName: 'Loja',
		formId: 'form_1',
		formName: null,
		platform: 'fb',
		isOrganic: false,
		createdAt: '2026-01-05T12:00:00.000Z',
		fullName: 'Ana',
		email: 'ana@example.com',
		phone: '5511987654321',
		fields: [
			{ key: 'cidade', label: 'Cidade', values: ['Santos'] },
			{ key: 'x', values: [] },
		],
		consentGiven: null,
	};
}
