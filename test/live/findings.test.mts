import { describe, expect, it } from '@jest/globals';

import { deliveryFindings } from '../../scripts/live/delivery-points.mts';
import { errorFindings } from '../../scripts/live/open-points.mts';
import { GROUPS } from 'pilotstatus-reference-server';

const answer = (body: unknown, headers: Record<string, string> = {}, status = 200) => {
	return { status, headers, text: JSON.stringify(body), body };
};

describe('what is seen only where it happens', () => {
	it.each<[point: string, form: string, entries: object[]]>([
		['webhookNative', 'present', [{ event: 'meta', payload: { object: 'x', entry: [] } }]],
		['callEvents', 'present', [{ event: 'CallOffer', payload: { event: 'CallOffer', data: {} } }]],
		[
			'webhookReplyGroup',
			'present',
			[{ event: 'message.reply', payload: { data: { groupId: GROUPS.modern } } }],
		],
		[
			'webhookReplyEvents',
			'both',
			['message.group', 'message.reply'].map((event) => ({
				event,
				payload: { data: { messageId: 'w' } },
			})),
		],
	])('%s: %s', (point, form, entries) => {
		expect(deliveryFindings(answer(entries))).toEqual([[point, form]]);
	});

	it.each<[place: string, headers: Record<string, string>, body: object]>([
		['header', { 'retry-after': '1' }, {}],
		['body', {}, { retryAfterSeconds: 1 }],
		['both', { 'retry-after': '1' }, { retryAfterSeconds: 1 }],
		['none', {}, {}],
	])('retryAfter: %s', (place, headers, more) => {
		const body = { error: 'Wait', code: 'RATE_LIMITED', ...more };
		expect(errorFindings(answer(body, headers, 429))).toContainEqual(['retryAfter', place]);
	});
});
