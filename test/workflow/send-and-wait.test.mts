import { describe, expect, it } from '@jest/globals';
import type { INodeParameters, INodeType } from 'n8n-workflow';

import { callWebhook, runNode } from '../harness/engine.mts';
import { loader } from '../harness/package.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS } from 'pilotstatus-reference-server';
import { KEY, locator } from './rows.mts';

const { server, account, calls, body } = useServer();
const ask = {
	resource: 'message',
	operation: 'sendAndWait',
	groupId: locator(GROUPS.modern),
	message: 'Pedido <42>. Aprovar?',
};
const both = {
	values: { approvalType: 'double', approveLabel: 'Aprovar', disapproveLabel: 'Recusar' },
};
const run = async (more: INodeParameters = {}, extra: object = {}) => {
	const input = [{ json: { pedido: 42 } }, { json: { pedido: 43 } }];
	return await runNode(account(KEY), { parameters: { ...ask, ...more }, ...extra }, input);
};

describe('asking', () => {
	it('sends one message for the first item, and the execution waits', async () => {
		const { run: whole, items } = await run({ approvalOptions: both });
		expect(whole.status).toBe('waiting');
		expect(items.map(({ json }) => json)).toEqual([{ pedido: 42 }]);
		expect(whole.waitTill!.getTime()).toBe(Date.parse('3000-01-01T00:00:00Z'));
		expect(calls()).toEqual(['POST /messages/send']);
		const [question, approve, decline, ...rest] = (body(0) as { text: string }).text.split('\n\n');
		expect(question).toBe('Pedido <42>. Aprovar?');
		expect(approve).toMatch(
			/^Aprovar: http:\/\/localhost:5678\/webhook-waiting\/1\/n1\?approved=true&signature=\w+/,
		);
		expect(decline).toMatch(
			/^Recusar: http:\/\/localhost:5678\/webhook-waiting\/1\/n1\?approved=false&signature=\w+/,
		);
		expect(rest).toEqual([]);
	});

	it('gives one link unless declining is wanted, and asks a person too', async () => {
		await run({ sendTo: 'phoneNumber', destinationNumber: '5511987654321' });
		expect(body(0)).toEqual({
			destinationNumber: '+5511987654321',
			text: expect.stringMatching(/^Pedido <42>\. Aprovar\?\n\nApprove: http:\S+$/),
		});
	});

	it.each([
		[{ limitType: 'afterTimeInterval', resumeAmount: 90, resumeUnit: 'minutes' }, 5_400_000],
		[{ limitType: 'afterTimeInterval', resumeAmount: 2, resumeUnit: 'days' }, 172_800_000],
	])('waits no longer than %j', async (values, length) => {
		const before = Date.now();
		const { run: whole } = await run({ options: { limitWaitTime: { values } } });
		expect(whole.waitTill!.getTime()).toBeGreaterThanOrEqual(before + length);
		expect(whole.waitTill!.getTime()).toBeLessThanOrEqual(Date.now() + length);
	});

	it('waits until a moment in the time zone of the workflow', async () => {
		const values = { limitType: 'atSpecifiedTime', maxDateAndTime: '2036-01-01T10:00' };
		const { run: whole } = await run({ options: { limitWaitTime: { values } } });
		expect(whole.waitTill!.toISOString()).toBe('2036-01-01T13:00:00.000Z');
	});

	it('does not wait when the message could not be sent', async () => {
		server().fault({ route: 'POST /messages/send', status: 500 });
		const thrown = await run();
		expect(thrown.error!.message).toMatch(/^Pilot Status could not answer/);
		expect(thrown.run.waitTill).toBeFalsy();
		const continued = await run({}, { onError: 'continueRegularOutput' });
		expect(continued.items).toEqual([
			expect.objectContaining({ json: expect.objectContaining({ statusCode: 500 }) }),
		]);
		expect(continued.run.waitTill).toBeFalsy();
	});
});

describe('an answer', () => {
	const parameters = { ...ask, approvalOptions: both };

	it.each([
		['true', 'Aprovar'],
		['false', 'Recusar'],
	])('approved=%s shows a page first, since previews fetch links too', async (approved, label) => {
		const { result, response } = await callWebhook(parameters, 'GET', { approved });
		expect(result).toEqual({ noWebhookResponse: true });
		expect(response).toMatchObject({ status: 200, type: 'html' });
		expect(response.body).toContain(`<form method="post"><button>${label}</button></form>`);
		expect(response.body).toContain('Pedido &#60;42&#62;. Aprovar?');
		expect(response.body).not.toContain('<42>');
	});

	it.each([
		['true', true, 'Aprovar'],
		['false', false, 'Recusar'],
		['', false, 'Recusar'],
	])('approved=%s resumes by POST with %s', async (approved, data, label) => {
		const { result } = await callWebhook(parameters, 'POST', { approved });
		expect(result.workflowData).toEqual([[{ json: { data: { approved: data } } }]]);
		expect(result.webhookResponse).toContain(`&#10003; ${label}`);
	});

	it('has words where expressions give none', async () => {
		const values = { ...both.values, approveLabel: '={{ $json.nope }}' };
		const empty = { ...ask, message: '={{ $json.nope }}', approvalOptions: { values } };
		const { response } = await callWebhook(empty, 'GET', { approved: 'true' });
		expect(response.body).toContain('<p></p><form method="post"><button>Approve</button></form>');
	});

	it('comes over webhooks that n8n guards by signature and answers with our page', () => {
		const { description } = loader.getNode('pilotStatus').type as INodeType;
		const guarded = { path: '={{ $nodeId }}', responseData: '', restartWebhook: true };
		expect(description.webhooks).toEqual([
			expect.objectContaining({ httpMethod: 'GET,POST', ...guarded }),
		]);
	});

	it('has plain labels where the parameters cannot be resolved any more', async () => {
		const gone = "={{ $('Gone').item.json.text }}";
		const approvalOptions = { values: { approveLabel: gone } };
		const { response } = await callWebhook({ ...ask, message: gone, approvalOptions }, 'GET', {
			approved: 'true',
		});
		expect(response.body).toContain(
			'<p></p><form method="post"><button>Approve</button></form></body>',
		);
	});
});

describe('free text by link', () => {
	const parameters = { ...ask, responseType: 'freeText' };
	const query = { answer: 'text' };

	it('is asked with one link', async () => {
		await run({ responseType: 'freeText' });
		expect((body(0) as { text: string }).text).toMatch(
			/^Pedido <42>\. Aprovar\?\n\nhttp:\/\/localhost:5678\/webhook-waiting\/1\/n1\?answer=text&signature=\w+$/,
		);
	});

	it('shows a page with one field first, since previews fetch links too', async () => {
		const { result, response } = await callWebhook(parameters, 'GET', query, { text: 'Sim' });
		expect(result).toEqual({ noWebhookResponse: true });
		expect(response).toMatchObject({ status: 200, type: 'html' });
		expect(response.body).toContain('<form method="post"><textarea name="text"');
		expect(response.body).toContain('Pedido &#60;42&#62;. Aprovar?');
	});

	it('resumes by POST with what was written', async () => {
		const written = { text: 'Portão <azul>\n3º andar' };
		const { result } = await callWebhook(parameters, 'POST', query, written);
		expect(result.workflowData).toEqual([[{ json: { data: written } }]]);
		expect(result.webhookResponse).toContain('Portão &#60;azul&#62;');
	});

	it.each<Record<string, string>>([
		{},
		{ text: '' },
		{ text: ' \u200b\n' },
		{ text: ['a', 'b'] as never },
	])('shows the page again for %j', async (written) => {
		const { result, response } = await callWebhook(parameters, 'POST', query, written);
		expect(result).toEqual({ noWebhookResponse: true });
		expect(response.body).toContain('<textarea');
	});
});
