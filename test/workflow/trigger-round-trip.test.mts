import { afterEach, describe, expect, it } from '@jest/globals';

import fc from 'fast-check';

import { startListener } from '../harness/listener.mts';
import type { Listener } from '../harness/listener.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS, NUMBERS, PEOPLE, SHAPE_VALUES } from 'pilotstatus-reference-server';

const { server, account } = useServer();
let listener: Listener;
afterEach(async () => await listener.close());

/** The switches of the reference server that change what webhooks get, each with its positions. */
const switches = Object.entries(SHAPE_VALUES).filter(([name]) => /^(webhook|groupName)/.test(name));
const positions = fc.record(
	Object.fromEntries(switches.map(([name, values]) => [name, fc.constantFrom<unknown>(...values)])),
);

describe('the trigger, from a phone to a workflow', () => {
	it('starts the workflow with what somebody wrote in a group', async () => {
		listener = await startListener(account(KEYS.go));
		await listener.activate();
		server().receive({
			numberId: NUMBERS.go.id,
			groupId: GROUPS.modern,
			from: PEOPLE.ana,
			text: 'Chegou o cimento?',
		});
		await listener.started(1);
		expect(listener.executions).toEqual([
			[
				{
					json: expect.objectContaining({
						event: 'message.group',
						groupId: GROUPS.modern,
						from: `+${PEOPLE.ana}`,
						content: 'Chegou o cimento?',
					}),
				},
			],
		]);
		await server().settled();
		expect(server().deliveries).toMatchObject([{ statusCode: 200, attempt: 1 }]);
		await listener.deactivate();
		expect(server().state.webhooks).toEqual([]);
	});

	it('starts it once with what a person answers, in whatever form the API tells', async () => {
		listener = await startListener(account(KEYS.go), { parameters: { events: ['*'] } });
		await listener.activate();
		const ana = { numberId: NUMBERS.go.id, from: PEOPLE.ana };
		await fc.assert(
			fc.asyncProperty(positions, fc.boolean(), async (forms, isInGroup) => {
				Object.assign(server().shapes, forms);
				listener.executions.length = 0;
				const chat = { ...ana, ...(isInGroup && { groupId: GROUPS.modern }) };
				const { externalMessageId } = server().receive({ ...chat, text: 'Vem amanhã?' });
				server().receive({ ...chat, text: 'sim', quotedMessageId: externalMessageId! });
				await server().settled();
				const items = listener.executions.map(([item]) => item!.json);
				expect(items).toHaveLength(2);
				const answer = items.find(({ content }) => content === 'sim')!;
				expect(answer).toMatchObject({
					from: `+${PEOPLE.ana}`,
					participantName: 'Ana',
					createdAt: expect.stringMatching(/Z$/),
				});
				const { event, quotedContent } = answer;
				if (forms.webhookReplyEvents === 'only') expect(event).toBe('message.reply');
				expect(quotedContent).toBe(event === 'message.reply' ? 'Vem amanhã?' : undefined);
			}),
			{ numRuns: 50 },
		);
	});
});
