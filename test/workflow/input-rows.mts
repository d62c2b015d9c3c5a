import { GROUPS, NEWSLETTERS } from 'pilotstatus-reference-server';

import type { FIELDS } from './input-fields.mts';

/** An expression, where JSON cannot hold the value. */
export class Expression {
	constructor(readonly source: string) {}
}
/** A refusal before any request, by a part of its sentence; hint where that is what matters. */
export class Refusal {
	constructor(
		readonly sentence: string,
		readonly hint = '',
	) {}
}
const js = (source: string) => new Expression(`={{ ${source} }}`);
const no = (sentence: string, hint?: string) => new Refusal(sentence, hint);
/** What a field that is not set leaves on the wire. */
const nothing = undefined;

/** Field, value, and what leaves or is said. */
export type InputRow = [field: keyof typeof FIELDS, value: unknown, right: unknown];

const at = '/messages/';
const { modern } = GROUPS;
const noGroup = no("in 'Group' is not an ID", 'Pick the group from the list');
const noId = no("in 'Message ID' is not the ID of a message");
const noList = no("in 'Message IDs' hold");

/** Ids and lists of them. */
const ids: InputRow[] = [
	['group', ` ${modern}\n`, modern],
	['group', `\u200b${modern}\ufeff`, modern],
	['group', `\u202a${modern}\u202c`, modern],
	['group', modern.replace('@', '\u2060@'), modern],
	['group', modern.replace('0', '0\u00ad'), modern],
	['group', `\u061c${modern}`, modern],
	['group', `${modern}\ufe0f`, modern],
	['group', `${modern}\u3164`, modern],
	['group', `\u00a0${modern}\u00a0`, modern],
	['group', modern.replace('1', '１').replace('@', '＠'), modern],
	['group', `${modern}\u200d`, modern],
	['group', '\u200b', no("'Group' is empty", 'Pick a group from the list')],
	['group', null, no("'Group' is empty")],
	['group', 'https://chat.whatsapp.com/x', no("in 'Group' is an invite link", 'copy its ID')],
	['group', 'Obra 42', noGroup],
	['group', '1203 63@g.us', noGroup],
	['group', '["120363000000000001@g.us"]', noGroup],
	['group', 'é@g.us', noGroup],
	['group', '120363000000000001@G.US ok', noGroup],
	['newsletter', `\u200b${NEWSLETTERS.go}`, NEWSLETTERS.go],
	['newsletter', modern, no("in 'Newsletter' is not an ID", 'Pick the newsletter from the list')],
	['message', '\u200bmsg_1\u00a0', `${at}msg_1`],
	['message', 'ｍｓｇ＿１', `${at}msg_1`],
	['message', 42, `${at}42`],
	['message', 'wamid.HBgN==', `${at}wamid.HBgN%3D%3D`],
	['message', 'a/b', `${at}a%2Fb`],
	['message', 'history', noId],
	['message', 'Unread', noId],
	['message', 'group', noId],
	['message', 'send', noId],
	['message', 'cancel', noId],
	['message', '.', noId],
	['message', '..', noId],
	['message', 'msg 1', noId],
	['message', '["msg_1"]', noId],
	['message', '"msg_1"', noId],
	[
		'message',
		'\u200b',
		no("'Message ID' is empty", "Give the 'id' that the send operation returned"),
	],
	['message', { a: 1 }, no("in 'Message ID' is not text")],
	['pinned', '\u2060 3EB0A1B2C3D4E5F60002', '3EB0A1B2C3D4E5F60002'],
	['pinned', '..', noId],
	['pinned', ' ', no("'Message ID' is empty", 'Give the WhatsApp id of the message')],
	['messages', '["msg_1","msg_2"]', ['msg_1', 'msg_2']],
	['messages', ' [ "msg_1" , 42 ] ', ['msg_1', '42']],
	['messages', ['msg_1', null, ' msg_2 ', 'msg_1'], ['msg_1', 'msg_2']],
	['messages', 'msg_1, msg_2;msg_3\r\nmsg_4', ['msg_1', 'msg_2', 'msg_3', 'msg_4']],
	['messages', '\u200bmsg_1\u200b', ['msg_1']],
	['messages', 7, ['7']],
	['messages', "['msg_1']", no("\"['msg_1']\" in 'Message IDs' holds blanks")],
	['messages', '["msg_1"', no("in 'Message IDs' holds blanks, brackets or quotation marks")],
	['messages', 'msg 1', no('"msg 1" in \'Message IDs\' holds blanks')],
	['messages', 'a b, c d', noList],
	['messages', '{"id":"msg_1"}', no("in 'Message IDs' holds")],
	['messages', [], no("'Message IDs' is empty", 'or several separated by commas')],
	['messages', '[]', no("'Message IDs' is empty")],
	['messages', [{ id: 'msg_1' }], no("in 'Message IDs' is not text")],
	['labels', '["obra"]', ['obra']],
	['labels', 'obra-42; cobrança', ['obra-42', 'cobrança']],
	['labels', ['\u200bvip', '', null], ['vip']],
	['labels', '', nothing],
	['labels', '[]', nothing],
	['labels', '["obra"', no("in 'Labels' holds blanks, brackets or quotation marks")],
	['labels', true, no("in 'Labels' is not text", 'Give labels as text')],
	['template', ' \u200btpl_promocao', 'tpl_promocao'],
	['template', '..', no("in 'Template' is not the ID or name of a template")],
	['template', '\u3164', no("'Template' is empty", 'Pick a template from the list')],
];

/** Switches and numbers by expression. */
const settings: InputRow[] = [
	['reset', true, true],
	['reset', 'true', true],
	['reset', ' TRUE ', true],
	['reset', 1, true],
	['reset', '1', true],
	['reset', false, nothing],
	['reset', 'False', nothing],
	['reset', 0, nothing],
	['reset', '', nothing],
	['reset', null, nothing],
	['reset', 'yes', no('"yes" in \'Reset Link\' is neither true nor false')],
	['reset', 'sim', no("in 'Reset Link' is neither")],
	['reset', 2, no("in 'Reset Link' is neither")],
	['reset', [], no("in 'Reset Link' is neither")],
	['simplify', 'false', false],
	['simplify', '', true],
	['simplify', null, true],
	['simplify', 'no', no("in 'Simplify' is neither")],
	['returnAll', 'true', 3],
	['returnAll', 1, 3],
	['returnAll', 'FALSE', 1],
	['returnAll', 'all', no("in 'Return All' is neither")],
	['markRead', 'false', false],
	['markRead', 'True', true],
	['markRead', 0, false],
	['markRead', '', nothing],
	['markRead', null, nothing],
	['markRead', 'não', no("in 'Mark as Read' is neither")],
	['rewrite', 'true', true],
	['rewrite', '0', false],
	['rewrite', null, nothing],
	['rewrite', {}, no("in 'AI Rewrite' is neither")],
	['limit', '2', 2],
	['limit', ' 1 ', 1],
	['limit', '２', 2],
	[
		'limit',
		'0',
		no('\'Limit\' must be a whole number of at least 1, and it is "0"', "turn on 'Return All'"),
	],
	['limit', '1.5', no("'Limit' must be a whole number")],
	['limit', 'ten', no("'Limit' must be a whole number")],
	['limit', '1e1', no("'Limit' must be a whole number")],
	['limit', [1], no("'Limit' must be a whole number")],
	['limit', true, no("'Limit' must be a whole number")],
	['timeout', '30000', 'taken'],
	['timeout', '', 'taken'],
	['timeout', null, 'taken'],
	['timeout', '60.000', no('\'Timeout\' must be a number of at least 1, and it is "60.000"')],
	['timeout', '0', no("'Timeout' must be", "Set 'Timeout' to e.g. 60000, or remove the option.")],
	['timeout', true, no("'Timeout' must be")],
	['maxParallel', '4', 'taken'],
	['maxParallel', '1.5', no("'Max Parallel' must be a whole number", 'to e.g. 64,')],
	['maxWait', '0', 'taken'],
	['maxWait', '0.5', 'taken'],
	['maxWait', '-1', no("'Max Wait' must be a number of at least 0", 'to e.g. 300,')],
	['maxWait', 'an hour', no("'Max Wait' must be a number")],
	['delay', '5', 'taken'],
	['delay', '5 s', no("'Delay Between Sends' must be a number of at least 0", 'to e.g. 0,')],
	['delay', -1, no("'Delay Between Sends' must be a number of at least 0")],
];

const noDate = (hint = 'Give a date and time such as 2026-11-25T10:00:00') =>
	no('is not a date', hint);
const yearFirst = noDate('Write the year first');
const ten = '2030-11-25T13:00:00.000Z';

/** Dates as people have them; the workflow's zone is America/Sao_Paulo, three hours behind UTC. */
const dates: InputRow[] = [
	['deliverAt', '2030-11-25T10:00:00', ten],
	['deliverAt', '2030-11-25 10:00:00 -0300', ten],
	['deliverAt', '2030-11-25 10:00:00 -03:00', ten],
	['deliverAt', '2030-11-25 10:00:00-03', ten],
	['deliverAt', '2030-11-25 13:00:00 Z', ten],
	['deliverAt', '2030-11-25 13:00:00 UTC', ten],
	['deliverAt', '2030-11-25 10:00', ten],
	['deliverAt', '2030-11-25 10:00:00.000', ten],
	['deliverAt', '2030-11-25 14:00:00 Europe/Berlin', ten],
	['deliverAt', '20301125T100000', ten],
	['deliverAt', '2030-W48-1T10:00', ten],
	['deliverAt', '2030-329T10:00', ten],
	['deliverAt', 'Mon, 25 Nov 2030 10:00:00 -0300', ten],
	['deliverAt', 'Mon, 25 Nov 2030 13:00:00 GMT', ten],
	['deliverAt', '25 Nov 2030 10:00 -0300', ten],
	['deliverAt', '\u200b2030-11-25T10:00\u00a0', ten],
	['deliverAt', js("new Date('2030-11-25T13:00:00Z')"), ten],
	['deliverAt', js("DateTime.fromISO('2030-11-25T10:00:00-03:00')"), ten],
	['deliverAt', '2030-11-25', '2030-11-25T03:00:00.000Z'],
	['deliverUntil', '2030-11-25', '2030-11-26T02:59:59.999Z'],
	['deliverUntil', '20301125', '2030-11-26T02:59:59.999Z'],
	['deliverUntil', '2030-11-25T00:00:00', '2030-11-25T03:00:00.000Z'],
	['startDate', '2026-11-25', '2026-11-25T03:00:00.000Z'],
	['endDate', '2026-11-25', '2026-11-26T02:59:59.999Z'],
	['endDate', '2026-11-25T10:00', '2026-11-25T13:00:00.000Z'],
	['startDate', '', nothing],
	['endDate', null, nothing],
	['endDate', '\u200b', nothing],
	['deliverUntil', 'logo', noDate()],
	['startDate', 'ontem', noDate()],
	['endDate', 'hoje', noDate()],
	['deliverAt', '10', noDate()],
	['deliverAt', '10:30', noDate()],
	['deliverAt', '2030', noDate()],
	['deliverAt', '2030-11', noDate()],
	['deliverAt', 'amanhã', noDate()],
	['deliverAt', '25/11/2030', yearFirst],
	['deliverAt', '25/11/2030 10:00', yearFirst],
	['deliverAt', '25-11-2030', yearFirst],
	['deliverAt', '25.11.2030', yearFirst],
	['deliverAt', '11/25/30', yearFirst],
	['deliverAt', '2030-02-30', noDate()],
	['deliverAt', '2030-11-25T25:00', noDate()],
	['deliverAt', 1921842000000, noDate('DateTime.fromMillis(1921842000000)')],
	['deliverAt', '1921842000000', noDate('DateTime.fromMillis(1921842000000)')],
	['deliverAt', 1921842000, noDate('DateTime.fromSeconds(1921842000)')],
	['deliverAt', true, noDate()],
	['deliverAt', {}, noDate()],
	['deliverAt', js("new Date('nope')"), noDate()],
	['deliverAt', js('Duration.fromMillis(1921842000000)'), noDate()],
	['deliverAt', js('new Date(1921842000000000)'), noDate()],
	['deliverAt', '2020-01-01', no("in 'Deliver At' lies in the past")],
];

export const idRows = ids;
export const settingRows = settings;
export const dateRows = dates;
