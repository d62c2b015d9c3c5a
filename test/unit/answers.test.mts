import { describe, expect, it } from '@jest/globals';

import {
	isObject,
	readField,
	readList,
	readObject,
	withoutError,
} from '../../nodes/shared/values/json.ts';
import { listChats } from '../../nodes/shared/pickers/lists.ts';
import { getTemplate, listTemplates, toTemplate } from '../../nodes/PilotStatus/templates.ts';
import type { ApiRequest, Send } from '../../nodes/shared/requests/request.ts';

/** A way to the API that answers with the same to everything, and what it was asked. */
function answering(answer: unknown) {
	const asked: ApiRequest[] = [];
	const send = async (request: ApiRequest) => {
		asked.push(request);
		return answer;
	};
	return { send, asked };
}

describe('an answer', () => {
	it('is an object or not', () => {
		expect([{}, { a: 1 }, [], null, undefined, 'a', 1].map(isObject)).toEqual([
			true,
			true,
			false,
			false,
			false,
			false,
			false,
		]);
	});

	it('has fields in any letter case, the first name with a value counting', () => {
		expect(readField({ ID: 1, id: 2 }, 'id')).toBe(2);
		expect(readField({ JID: 1 }, 'id', 'jid')).toBe(1);
		expect(readField({ id: null, jid: 1 }, 'id', 'jid')).toBe(1);
		expect(readField({ id: undefined, Jid: 0 }, 'id', 'jid')).toBe(0);
		expect(readField({ id: null }, 'id')).toBeUndefined();
		expect(readField({ a: 1 }, 'id')).toBeUndefined();
	});

	it('has no `error`, which n8n takes for a failure', () => {
		expect(withoutError({ id: 1, error: 'x' })).toStrictEqual({ id: 1, errorMessage: 'x' });
		expect(withoutError({ id: 1, error: null })).toStrictEqual({ id: 1, errorMessage: null });
		expect(withoutError({ errorMessage: 'x', error: 'y' })).toStrictEqual({ errorMessage: 'x' });
		expect(withoutError({ id: 1 })).toStrictEqual({ id: 1 });
	});

	it('has a list, bare or under a name', () => {
		expect(readList([1], 'groups')).toEqual([1]);
		expect(readList({ groups: [1] }, 'groups')).toEqual([1]);
		expect([readList({ groups: 1 }, 'groups'), readList(null), readList('a')]).toEqual([
			undefined,
			undefined,
			undefined,
		]);
	});

	it('has an object, bare or wrapped', () => {
		expect(readObject({ data: { a: 1 } }, 'data')).toEqual({ a: 1 });
		expect(readObject({ data: [1] }, 'data')).toEqual({ data: [1] });
		expect(readObject([1], 'data')).toBeUndefined();
	});
});

describe('groups and newsletters', () => {
	it.each(['groups', 'newsletters'] as const)('come as %s, in any form', async (name) => {
		const list = async (send: Send) => await listChats(send, name);
		const { send, asked } = answering({ [name]: [{ jid: '1', subject: 'A', x: 1 }, 'odd', {}] });
		expect(await list(send)).toEqual([
			{ jid: '1', subject: 'A', x: 1, id: '1', name: 'A' },
			{ id: '', name: '' },
		]);
		expect(asked).toEqual([{ method: 'GET', path: `/${name}` }]);
		expect(await list(answering({ data: [{ id: 2, name: 3 }] }).send)).toEqual([
			{ id: '2', name: '3' },
		]);
		await expect(list(answering({}).send)).rejects.toMatchObject({
			sentence: `Pilot Status accepted the request but gave no list of ${name}`,
			facts: { statusCode: 200 },
		});
	});
});

describe('a template', () => {
	const rest = { name: 'x', category: '', variables: [], needed: [] };

	it.each<[string, object, string | undefined]>([
		['that says so', { sendable: true, metaStatus: 'PENDING' }, undefined],
		['that says nothing', {}, undefined],
		['that is approved', { metaStatus: 'APPROVED' }, undefined],
		['that says no', { sendable: false }, 'it has no version for that'],
		[
			'that is approved and says no',
			{ sendable: false, metaStatus: 'APPROVED' },
			'it has no version for that',
		],
		['that waits', { metaStatus: 'PENDING' }, 'PENDING, Meta has not decided yet'],
		['that was refused', { metaStatus: 'REJECTED' }, 'REJECTED, Meta has refused it'],
		[
			'that is off',
			{ sendable: false, metaStatus: 'DISABLED' },
			'DISABLED, Meta has switched it off',
		],
		['in another state', { metaStatus: 'PAUSED' }, 'PAUSED'],
		['in an odd state', { metaStatus: 7 }, undefined],
	])('%s can be sent or tells why not', (_what, raw, obstacle) => {
		expect(toTemplate({ id: 'x', ...raw })).toEqual({ ...rest, id: 'x', obstacle });
	});

	it('has variables in its lists, its body and its buttons, each once', () => {
		const raw = {
			template: {
				name: 'x',
				category: 'UTILITY',
				variables: ['a', { name: 'b' }, { key: 3 }, null, true],
				latestVersion: {
					body: '{{c}} {{ a }} {{ d e }} {{}} {x} {{f}',
					variables: [7],
					buttons: [{ text: '{{g}}', url: 'https://x/{{h}}', n: 1 }, '{{i}}', 5],
				},
			},
		};
		expect(toTemplate(raw)).toEqual({
			id: 'x',
			name: 'x',
			category: 'UTILITY',
			obstacle: undefined,
			variables: ['a', 'b', '3', '7', 'c', 'd e', 'g', 'i', 'h'],
			needed: ['c', 'a', 'd e', 'g', 'i'],
		});
	});

	it('has its own body and buttons rather than those of a version', () => {
		const latestVersion = { body: '{{b}}', buttons: [{ text: '{{d}}' }] };
		const raw = { id: 1, body: '{{a}}', buttons: [{ text: '{{c}}' }], latestVersion };
		expect(toTemplate(raw)).toMatchObject({ id: '1', name: '1', needed: ['a', 'c'] });
		expect(toTemplate({ id: 1, latestVersion: 'v1', variables: 'a' })).toMatchObject({
			variables: [],
		});
		expect(toTemplate({})).toMatchObject({ id: '', name: '' });
		expect(toTemplate('x')).toBeUndefined();
	});

	it('is asked for by its id or name', async () => {
		const { send, asked } = answering({ data: { id: 'a/b' } });
		expect(await getTemplate(send, 'a/b')).toMatchObject({ id: 'a/b' });
		expect(asked).toMatchObject([
			{ method: 'GET', path: '/templates/a%2Fb', about: 'template "a/b" with this key' },
		]);
	});

	it('is one of a list', async () => {
		for (const name of ['templates', 'data']) {
			const { send, asked } = answering({ [name]: [{ id: 'a' }, 'odd'] });
			expect((await listTemplates(send)).map(({ id }) => id)).toEqual(['a']);
			expect(asked).toEqual([{ method: 'GET', path: '/templates' }]);
		}
		await expect(listTemplates(answering({}).send)).rejects.toMatchObject({
			sentence: 'Pilot Status accepted the request but gave no list of templates',
		});
	});
});
