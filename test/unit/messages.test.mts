import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import {
	identityOf,
	isFrom,
	kindsOf,
	talkOf,
	timeOf,
	wordsOf,
} from '../../nodes/shared/deliveries/message.ts';

const at = '2026-11-26T12:00:00.000Z';
const later = '2026-11-26T13:00:00.000Z';

describe('a message', () => {
	it.each<[IDataObject, string]>([
		[{ content: 'oi', mediaCaption: 'x' }, 'oi'],
		[{ content: null, mediaCaption: 'x' }, 'x'],
		[{ content: ' \u200b', mediaCaption: 'x' }, 'x'],
		[{ buttonText: 'Sim' }, 'Sim'],
		[{ content: 7 }, ''],
		[{}, ''],
	])('%j says %j', (data, words) => expect(wordsOf(data)).toBe(words));

	it.each<[IDataObject, string[]]>([
		[{ type: 'text' }, ['text']],
		[{ type: 'image', mediaType: 'image/jpeg' }, ['image', 'image']],
		[{ mediaType: 'IMAGE/JPEG' }, ['image']],
		[{ mediaType: 'application/pdf' }, ['document']],
		[{ mediaType: 'text/plain', content: 'x' }, ['document']],
		[{ type: 'text', mediaType: 'interactive', buttonId: 'b' }, ['text', 'interactive', 'button']],
		[{ type: 'voice' }, ['audio']],
		[{ content: 'oi' }, ['text']],
		[{ type: null }, []],
	])('%j is of the kinds %j', (data, kinds) => expect(kindsOf(data)).toEqual(kinds));

	it.each([
		['+5511987650001', true],
		['5511987650001', true],
		['551187650001', true],
		['5511987650001@s.whatsapp.net', true],
		['551187650001:12@s.whatsapp.net', true],
		['5511987650002', false],
		['5511987650001@lid', false],
		['BR.5511987650001', false],
		['', false],
		[null, false],
	])('from %j is from the one on the list: %j', (from, isOnIt) => {
		expect(isFrom({ from }, ['5511987650001'])).toBe(isOnIt);
	});

	it('belongs to a talk of a person in a chat', () => {
		const group = { groupId: '1@g.us' };
		const one = talkOf({ ...group, from: '+5511987650001' });
		expect(talkOf({ ...group, from: '5511987650001@s.whatsapp.net' })).toBe(one);
		const others = [
			{ ...group, from: '1@lid' },
			{ ...group, participantName: 'Ana' },
			{ groupId: '2@g.us', from: '+5511987650001' },
			{ from: '+5511987650001' },
			{ from: '+5511987650001', fromMe: true, to: '+1' },
			{ from: '+5511987650001', fromMe: true, to: '+2' },
			{ newsletterId: '1@newsletter', from: null },
		].map(talkOf);
		expect(new Set([one, ...others]).size).toBe(8);
		expect(talkOf({ ...group, from: null })).toBeUndefined();
	});

	it.each([
		[at, 1_795_694_400_000],
		[1_795_694_400, 1_795_694_400_000],
		[1_795_694_400_000, 1_795_694_400_000],
		['ontem', undefined],
		[null, undefined],
	])('of %j was written at %j', (createdAt, time) => expect(timeOf({ createdAt })).toBe(time));
});

describe('two deliveries', () => {
	const same = (...pairs: Array<[string, IDataObject]>) => {
		const [a, b] = pairs.map(([event, data]) => identityOf({ event, data }));
		return a !== undefined && a === b;
	};
	const group = 'message.group';
	it.each<[string, [string, IDataObject], [string, IDataObject]]>([
		[
			'two events of one message',
			[group, { messageId: 'w', id: '1', content: 'a' }],
			['message.reply', { messageId: 'w', id: '2', content: 'a' }],
		],
		[
			'one id where there is no WhatsApp id',
			[group, { messageId: null, id: 1 }],
			[group, { id: '1' }],
		],
		[
			'fields that matter to nobody',
			[group, { id: '1', content: 'a', x: 1 }],
			[group, { id: '1', content: 'a' }],
		],
		[
			'one lead',
			['lead.received', { leadgenId: 'l' }],
			['lead.received', { leadgenId: 'l', conversationId: 'c' }],
		],
		[
			'the same data in another order',
			['message.read', { id: 1, b: { c: 1, d: 2 } }],
			['message.read', { b: { d: 2, c: 1 }, id: 1 }],
		],
		[
			'the same data without any id',
			[group, { content: 'a', createdAt: at }],
			[group, { content: 'a', createdAt: at }],
		],
		[
			'the same data without any id',
			[group, { content: 'a', createdAt: at }],
			[group, { content: 'a', createdAt: at }],
		],
		[
			'the same data of a number',
			['number.connected', { createdAt: at }],
			['number.connected', { createdAt: at }],
		],
	])('are copies: %s', (_why, first, second) => expect(same(first, second)).toBe(true));

	it.each<[string, [string, IDataObject], [string, IDataObject]]>([
		[
			'one message with other words',
			[group, { messageId: 'w', content: 'a' }],
			[group, { messageId: 'w', content: 'b' }],
		],
		[
			'two WhatsApp ids',
			[group, { messageId: 'v', content: 'a' }],
			[group, { messageId: 'w', content: 'a' }],
		],
		['no id', [group, { content: 'a' }], [group, { content: 'a' }]],
		['ids that are none', [group, { id: '', messageId: {} }], [group, { id: '', messageId: {} }]],
		['two statuses', ['message.sent', { id: 1 }], ['message.read', { id: 1 }]],
		[
			'two readers',
			['message.read', { id: 1, createdAt: at }],
			['message.read', { id: 1, createdAt: later }],
		],
		[
			'a number that comes and goes',
			['number.connected', { id: 'n' }],
			['number.connected', { id: 'n' }],
		],
		[
			'two leads of one person (F02)',
			['lead.received', { leadgenId: 'l', phone: '1' }],
			['lead.received', { leadgenId: 'm', phone: '1' }],
		],
	])('are two: %s', (_why, first, second) => expect(same(first, second)).toBe(false));
});
