import { describe, expect, it } from '@jest/globals';

import { useServer } from '../harness/server.mts';
import { callTool, openTool } from '../harness/tool.mts';
import { GROUPS, PEOPLE } from 'pilotstatus-reference-server';
import { KEY, locator } from './rows.mts';

const { server, account, calls, body } = useServer();
const fromAi = (name: string) => `={{ $fromAI('${name}', 'what to put there', 'string') }}`;
const add = {
	resource: 'group',
	operation: 'addParticipants',
	groupId: locator(fromAi('group'), 'id'),
	participants: fromAi('people'),
};

describe('the node as an AI tool', () => {
	it('takes ids and numbers from the model, without lists', async () => {
		const args = { group: GROUPS.modern, people: `["${PEOPLE.dieter}"]` };
		const told = JSON.parse(await callTool(account(KEY), add, args));
		expect(told).toEqual([
			{
				groupId: GROUPS.modern,
				participants: [{ number: PEOPLE.dieter, success: true, verified: true }],
			},
		]);
		expect(body(0)).toEqual({ participants: [PEOPLE.dieter] });
	});

	it('tells the model how to recover', async () => {
		const told = await callTool(account(KEY), add, { group: 'Obra 42', people: PEOPLE.dieter });
		expect(told).toMatch(/^"Obra 42" in 'Group' is not an ID, and a group ID must end in @g\.us/);
		expect(told).toMatch(/Get Many/);
		expect(calls()).toEqual([]);
	});
});

describe('a message that the model sends', () => {
	const parameters = {
		resource: 'message',
		operation: 'sendText',
		sendTo: 'group',
		groupId: locator(GROUPS.modern),
		text: fromAi('text'),
	};
	const retries = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

	it("goes out once under n8n's Retry On Fail, although nobody knows whether it arrived", async () => {
		const send = await openTool(account(KEY), parameters, retries);
		server().fault({ route: 'POST /messages/send', nth: 1, status: 500, after: true });
		expect(await send({ text: 'Oi' })).toMatch(/The message may have been sent/);
		expect(await send({ text: 'Tchau' })).toMatch(/QUEUED/);
		// Another call with the same words is another message.
		expect(await send({ text: 'Oi' })).toMatch(/QUEUED/);
		expect(server().log.map(({ body: sent }) => (sent as { text: string }).text)).toEqual([
			'Oi',
			'Tchau',
			'Oi',
		]);
	});

	it('goes out again when the model means it', async () => {
		const send = await openTool(account(KEY), parameters, retries);
		for (const text of ['Oi', 'Oi']) expect(await send({ text })).toMatch(/QUEUED/);
		expect(calls()).toHaveLength(2);
	});
});
