import { beforeEach, describe, expect, it } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { callTool } from '../harness/tool.mts';
import { GROUPS, MESSAGES, PEOPLE, TEMPLATES } from 'pilotstatus-reference-server';
import { allRows } from './all-rows.mts';
import { KEY, locator } from './rows.mts';

const { server, account, calls, body } = useServer();
const asId = (value: string) => locator(value, 'id');
const asText = (value: string) => value;

/** An operation, a field of it, how the field holds a value, a value, and the body that leaves with it. */
const rows: Array<[string, string, (value: string) => INodeParameters[string], unknown, unknown?]> =
	[
		['group: getParticipants', 'groupId', asId, GROUPS.modern],
		['conversation: getAll', 'limit', asText, '7'],
		['newsletter: getAll', 'limit', asText, 7],
		['analytics: get', 'timezone', asText, 'America/Manaus'],
		[
			'number: check',
			'numbers',
			asText,
			`["${PEOPLE.ana}", "${PEOPLE.unreachable}"]`,
			{ numbers: [`+${PEOPLE.ana}`, `+${PEOPLE.unreachable}`] },
		],
		['number: getAll', 'limit', asText, '1'],
		['number: get', 'numberId', asId, 'num_offline'],
		['number: connect', 'numberId', asId, ' num_offline '],
		['media: download', 'mediaId', asText, 'media_wamid.foto'],
		['template: getAll', 'limit', asText, '2'],
		['template: get', 'templateId', asId, 'pedido_enviado'],
		['template: create', 'name', asText, 'visita_9', expect.objectContaining({ name: 'visita_9' })],
		['template: update', 'templateId', asId, TEMPLATES.approved],
		['template: delete', 'templateId', asId, 'tpl_visita'],
		['lead: getAll', 'limit', asText, '7'],
		['lead: get', 'leadId', asText, 'lead_carla'],
		['referral: getAll', 'limit', asText, '2'],
		['referral: getSummary', 'limit', asText, 7],
		['call: getAll', 'limit', asText, '7'],
		['call: get', 'callId', asText, ' call_1'],
		['call: start', 'to', asText, '+55 (11) 98765-4321', { to: `+${PEOPLE.ana}` }],
		['call: accept', 'callId', asText, '3/CALL'],
		['call: reject', 'callId', asText, '3/CALL '],
		['call: hangUp', 'callId', asText, '3/CALL'],
		[
			'call: play',
			'mediaUrl',
			asText,
			'https://example.com/b.wav',
			{ mediaUrl: 'https://example.com/b.wav' },
		],
		['call: getPermission', 'to', asText, 5511987654321],
		['call: requestPermission', 'text', asText, 42, { to: `+${PEOPLE.ana}`, text: '42' }],
		['message: sendList', 'buttonText', asText, 'Abrir'],
		['message: sendCarousel', 'text', asText, 'Olhe', expect.objectContaining({ text: 'Olhe' })],
		['message: sendFlow', 'cta', asText, 'Abrir'],
		['message: getReport', 'messageIds', asText, `["${MESSAGES.go.id}"]`],
	];

describe.each(rows)('%s: its field %s', (name, field, hold, value, leaves) => {
	const row = allRows.find((one) => one.name === name)!;
	const { parameters, key = KEY, first = [], before = [], call, then = [], items } = row;
	const turn = [...first, ...before, call, ...then];
	const sent = () => body(first.length + before.length);
	beforeEach(() => row.arrange?.(server().state));

	it('takes its value from an expression', async () => {
		const given = { ...parameters, [field]: hold('={{ $json.value }}') };
		const input = [{ json: { value } as IDataObject }];
		const result = await runNode(account(key), { parameters: given }, input);
		expect(result.error).toBeUndefined();
		expect(calls()).toEqual(turn);
		expect(result.items).toHaveLength(items.length);
		if (leaves) expect(sent()).toEqual(leaves);
	});

	it('takes its value from a model, which is told what comes of it', async () => {
		const fromAi = `={{ $fromAI('value', 'what to put there', 'string') }}`;
		const given = { ...parameters, [field]: hold(fromAi) };
		const told = JSON.parse(await callTool(account(key), given, { value: String(value) }));
		expect(calls()).toEqual(turn);
		expect(told).toHaveLength(items.length);
		if (leaves) expect(sent()).toEqual(leaves);
	});
});
