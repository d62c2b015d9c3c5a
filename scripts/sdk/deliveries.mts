import { GROUPS, KEYS, NEWSLETTERS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';
import type { ReferenceServer } from 'pilotstatus-reference-server';

const NUMBER_EVENTS = ['created', 'connected', 'disconnected', 'removed', 'restored'] as const;
const QR_NUMBERS: readonly string[] = [NUMBERS.evo.id, NUMBERS.go.id];

type DeliveryBody = ReferenceServer['deliveries'][number]['body'];

/** Lets everything happen that webhooks hear of, to a number of each kind, and gives the bodies of the deliveries. Its clock must be a manual one. */
export async function deliveries(server: ReferenceServer): Promise<DeliveryBody[]> {
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
		const fields = [
			{ key: 'cidade', label: 'Cidade', values: ['Santos'] },
			{ key: 'x', label: null, values: [] },
		];
		server.receiveLead({ numberId, phone: PEOPLE.ana, fields });
		server.deliver('number.health_degraded', data, { numberId });
		if (name !== 'evo') await callAndBeCalled(server, name);
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

/** One of our calls is taken and hung up, one is missed, and somebody allows calls. */
async function callAndBeCalled(server: ReferenceServer, name: 'go' | 'metaOba'): Promise<void> {
	const { id: numberId } = NUMBERS[name];
	const isMeta = name === 'metaOba';
	if (isMeta) {
		const to = PEOPLE.ana;
		await request(server, KEYS[name], '/calls/permissions/request', { to });
		server.clock.advance(5000);
	}
	const body = { to: PEOPLE.ana, ...(isMeta && { sdp: 'v=0' }) };
	await request(server, KEYS[name], '/calls', body);
	server.ring({ numberId, from: PEOPLE.bruno });
	server.clock.advance(120_000);
}
