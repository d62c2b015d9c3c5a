import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { GROUPS, KEYS, NEWSLETTERS, NUMBERS, PEOPLE, TEMPLATES } from '../../src/seeds/index.mts';
import { startReferenceServer } from '../../src/server.mts';
import type { ReferenceServer } from '../../src/server.mts';
import { call, refused } from '../support/client.mts';

let server: ReferenceServer;
beforeAll(async () => {
	server = await startReferenceServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const send = (body: object, key: string = KEYS.evo) =>
	call(server, 'POST', '/messages/send', { key, body });
const to = { destinationNumber: `+${PEOPLE.ana}` };
const text = { text: 'Oi' };
const image = { media: 'https://example.com/foto.jpg', mediaType: 'image' };
const list = {
	buttonText: 'Cardápio',
	sections: [{ title: 'Pizzas', rows: [{ title: 'Margherita', rowId: 'p1' }] }],
};
const card = { media: { url: 'https://example.com/1.jpg', format: 'IMAGE' }, body: 'Um' };
const dataUri = { media: 'data:image/png;base64,aGVsbG8=', mediaType: 'image' };

describe('destinations', () => {
	it.each([
		{ destinationNumber: '+5511987654321' },
		{ destinationNumber: '5511987654321' },
		{ destinationNumber: 'BR.13491208655302741918' },
		{ groupId: GROUPS.modern },
		{ groupId: GROUPS.legacy },
		{ newsletterId: NEWSLETTERS.evo },
	])('accepts %j', async (destination) => {
		const { status, json } = await send({ ...destination, ...text });
		expect(status).toBe(202);
		expect(json).toEqual({
			id: expect.stringMatching(/^msg_/),
			correlationId: expect.stringMatching(/^cor_/),
			status: 'QUEUED',
			createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
			origin: 'evo',
			sourceNumber: NUMBERS.evo.phone,
		});
	});

	it('needs exactly one', async () => {
		const none = await send(text);
		expect(refused(none)).toEqual([
			'body /destinationNumber',
			'body /groupId',
			'body /newsletterId',
		]);
		const two = await send({ ...to, groupId: GROUPS.modern, ...text });
		expect([two.status, refused(two)]).toEqual([400, ['body /destinationNumber', 'body /groupId']]);
		expect(server.state.messages.filter(({ direction }) => direction === 'OUTBOUND')).toEqual([]);
	});

	it.each([
		[{ destinationNumber: '+55 11 98765-4321' }, '/destinationNumber'],
		[{ destinationNumber: '12345' }, '/destinationNumber'],
		[{ groupId: '120363000000000001' }, '/groupId'],
		[{ newsletterId: '120363000000000101@g.us' }, '/newsletterId'],
	])('refuses %j', async (destination, pointer) => {
		const answer = await send({ ...destination, ...text });
		expect([answer.status, refused(answer)]).toEqual([400, [`body ${pointer}`]]);
	});

	it('knows only the groups and newsletters of the own number', async () => {
		const codes = [
			(await send({ groupId: GROUPS.opaque, ...text })).json.code,
			(await send({ newsletterId: NEWSLETTERS.go, ...text })).json.code,
		];
		expect(codes).toEqual(['GROUP_NOT_FOUND', 'NEWSLETTER_NOT_FOUND']);
	});

	it('holds Meta numbers to what they can', async () => {
		const group = { groupId: GROUPS.opaque, ...text };
		expect((await send(group, KEYS.metaOba)).status).toBe(202);
		expect((await send(group, KEYS.meta)).json.code).toBe('META_GROUPS_NOT_ELIGIBLE');
		const newsletter = { newsletterId: NEWSLETTERS.evo, ...text };
		expect((await send(newsletter, KEYS.metaOba)).json.code).toBe('NOT_SUPPORTED_FOR_META');
		expect((await send({ ...to, ...text }, KEYS.meta)).status).toBe(202);
	});
});

describe('modes', () => {
	it('needs exactly one', async () => {
		const none = await send(to);
		expect(refused(none)).toEqual(['body /templateId', 'body /text', 'body /media']);
		for (const body of [
			{ ...text, ...image },
			{ ...text, templateId: TEMPLATES.marketing },
			{ ...text, ...image, templateId: TEMPLATES.marketing },
		]) {
			expect((await send({ ...to, ...body })).status).toBe(400);
		}
		const template = { templateId: TEMPLATES.marketing, ...image };
		expect((await send({ ...to, ...template })).status).toBe(202);
	});

	const button = { type: 'QUICK_REPLY', text: 'Sim' };
	it.each([
		[{ ...text, variables: { a: 'b' } }, '/variables'],
		[{ ...text, marketingOptions: { aiRewriteEnabled: true } }, '/marketingOptions'],
		[{ ...text, header: 'Olá' }, '/header'],
		[{ ...text, footer: 'Fim' }, '/footer'],
		[{ ...text, caption: 'Foto' }, '/caption'],
		[{ ...text, buttons: [button, button, button, button] }, '/buttons'],
		[{ ...text, buttons: [{ type: 'URL', text: 'Abrir' }] }, '/buttons/0/url'],
		[{ ...image, buttons: [button] }, '/buttons'],
		[{ media: image.media }, '/mediaType'],
		[{ mediaType: 'image', text: 'Oi' }, '/mediaType'],
		[{ ...image, media: 'ftp://example.com/a.jpg' }, '/media'],
		[{ ...image, mediaType: 'gif' }, '/mediaType'],
		[{ ...dataUri, mediaType: 'audio' }, '/mediaType'],
		[{ ...image, media: 'data:audio/ogg; codecs=opus;base64,aGVsbG8=' }, '/media'],
		[{ ...image, mediaType: 'audio', caption: 'Ouça' }, '/caption'],
		[{ ...image, mediaType: 'voice', caption: 'Ouça' }, '/caption'],
		[{ ...image, mediaType: 'sticker', caption: 'Veja' }, '/caption'],
		[{ ...dataUri, mediaType: 'voice' }, '/mediaType'],
		[{ media: 'data:video/mp4;base64,aGVsbG8=', mediaType: 'document' }, '/mediaType'],
		[{ ...text, buttons: [{ type: 'url', label: 'Abrir' }] }, '/buttons/0/url'],
		[{ ...text, buttons: [{ type: 'call', label: 'Ligar' }] }, '/buttons/0/phoneNumber'],
		[{ ...text, buttons: [{ type: 'copy', label: 'Copiar' }] }, '/buttons/0/copyCode'],
		[{ list }, '/text'],
		[{ ...text, list, buttons: [button] }, '/buttons'],
		[{ ...text, list, footer: 'Fim' }, '/footer'],
		[{ ...text, list: { ...list, sections: [] } }, '/list/sections'],
		[{ ...text, carousel: { cards: [card] } }, '/carousel/cards'],
		[{ ...text, carousel: { cards: [card, {}] } }, '/carousel/cards/1/media'],
		[{ ...text, flow: { flowId: 'f1' } }, '/flow/cta'],
	])('refuses %j', async (body, pointer) => {
		const answer = await send({ ...to, ...body });
		expect([answer.status, refused(answer)]).toEqual([400, [`body ${pointer}`]]);
	});

	it('takes buttons with header and footer', async () => {
		const body = { ...to, ...text, buttons: [button], header: 'Olá', footer: 'Fim' };
		expect((await send(body)).status).toBe(202);
	});
});

describe('templates', () => {
	const template = (templateId: string, variables?: object) =>
		send({ ...to, templateId, ...(variables ? { variables } : {}) });

	it('checks every placeholder of body and buttons, whatever the list says', async () => {
		const none = await template(TEMPLATES.approved);
		expect([none.status, none.json.code, none.json.details]).toEqual([
			400,
			'MISSING_TEMPLATE_VARIABLES',
			{ missingKeys: ['nome', 'pedido', 'codigo'] },
		]);
		const stale = await template(TEMPLATES.own, { 'cliente.nome': 'Ana' });
		expect(stale.json.details).toEqual({ missingKeys: ['hora'] });
	});

	it('fills them in, by id and by name', async () => {
		const variables = { nome: 'Ana', pedido: '77', codigo: 'X1' };
		expect((await template('pedido_enviado', variables)).status).toBe(202);
		expect(server.state.messages.at(-1)).toMatchObject({
			templateId: TEMPLATES.approved,
			content: 'Olá Ana, o pedido 77 saiu para entrega.',
		});
	});

	it('answers 404 to one that is gone', async () => {
		const { status, json } = await template('tpl_nada');
		expect([status, json.code]).toEqual([404, 'TEMPLATE_NOT_FOUND']);
	});

	it('takes marketing options for MARKETING templates only', async () => {
		const marketingOptions = { aiRewriteEnabled: true };
		const marketing = { ...to, templateId: TEMPLATES.marketing, marketingOptions };
		expect((await send(marketing)).status).toBe(202);
		const utility = { ...marketing, templateId: TEMPLATES.pending, variables: { 1: 'a', 2: 'b' } };
		expect((await send(utility)).json.code).toBe('MARKETING_OPTIONS_NOT_ALLOWED');
	});
});

it('an unpaid charge blocks a number', async () => {
	server.state.numbers.find(({ id }) => id === NUMBERS.evo.id)!.blocked = true;
	const { status, json } = await send({ ...to, ...text });
	expect([status, json]).toEqual([
		409,
		{ error: expect.any(String), code: 'NUMBER_BLOCKED', reason: 'extra_charge_unpaid' },
	]);
});

describe('media', () => {
	it.each([
		['voice', image.media],
		['sticker', image.media],
		['sticker', 'data:image/webp;base64,aGVsbG8='],
		['voice', 'data:audio/ogg;base64,aGVsbG8='],
		['document', 'data:application/pdf;base64,aGVsbG8='],
	])('may be a %s (%s)', async (mediaType, media) => {
		expect((await send({ ...to, media, mediaType })).status).toBe(202);
	});

	it('needs a paid plan', async () => {
		const { status, json } = await send({ ...to, ...image }, KEYS.meta);
		expect([status, json.code]).toEqual([402, 'SUBSCRIPTION_REQUIRED_FOR_MEDIA']);
	});

	it('takes data URIs except on Evolution GO', async () => {
		expect((await send({ ...to, ...dataUri }, KEYS.evo)).status).toBe(202);
		expect((await send({ ...to, ...image }, KEYS.go)).status).toBe(202);
		const refusedAnswer = await send({ ...to, ...dataUri }, KEYS.go);
		expect([refusedAnswer.status, refusedAnswer.json.code]).toEqual([400, 'MEDIA_URL_REQUIRED']);
	});
});

describe('times', () => {
	const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();

	it('takes a schedule and a deadline under either name', async () => {
		for (const name of ['deliverBy', 'deliverUntil']) {
			const body = { ...to, ...text, deliverAt: hours(1), [name]: hours(2) };
			expect((await send(body)).status).toBe(202);
			expect(server.state.messages.at(-1)!.deliverUntil).toBe(body[name as 'deliverAt']);
		}
	});

	it.each([
		[{ deliverAt: hours(-1) }, '/deliverAt'],
		[{ deliverAt: '2099-01-01T12:00:00+03:00' }, '/deliverAt'],
		[{ deliverAt: 'tomorrow' }, '/deliverAt'],
		[{ deliverUntil: hours(-1) }, '/deliverUntil'],
		[{ deliverAt: hours(2), deliverUntil: hours(1) }, '/deliverUntil'],
		[{ deliverBy: hours(1), deliverUntil: hours(1) }, '/deliverBy'],
	])('refuses %j', async (times, pointer) => {
		const answer = await send({ ...to, ...text, ...times });
		expect([answer.status, refused(answer)]).toEqual([400, [`body ${pointer}`]]);
	});
});
