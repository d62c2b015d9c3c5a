import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startListener } from '../harness/listener.mts';
import type { Listener } from '../harness/listener.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS } from 'pilotstatus-reference-server';

const { account } = useServer();
const NODE = 'node:Pilot Status Trigger';
const mine = { groupId: GROUPS.modern };
const other = { groupId: GROUPS.legacy };
const groups = [GROUPS.modern];
const message = { messageId: 'w', from: '+5511987650001', content: 'sim' };

let listener: Listener;
afterEach(async () => await listener.close());

/** An event and what differs from the message. */
type Delivery = [event: string, rest?: IDataObject];
const reply = (rest?: IDataObject): Delivery => ['message.reply', rest];
const group = (rest?: IDataObject): Delivery => ['message.group', rest];
const direct = (rest?: IDataObject): Delivery => ['message.received', rest];

/** Delivers events of one message, and gives the events that started the workflow. */
async function started(
	parameters: INodeParameters,
	deliveries: Delivery[],
): Promise<IDataObject[]> {
	listener = await startListener(account(KEYS.go), { parameters, workflowId: randomUUID() });
	await listener.activate();
	const { token } = listener.staticData[NODE] as { token: string };
	for (const [event, rest] of deliveries) {
		const answer = await listener.post({ event, data: { ...message, ...rest } }, { token });
		expect(answer.status).toBe(200);
	}
	return listener.executions.map(([item]) => item!.json);
}

type Row = [picked: string[], groups: string[], deliveries: Delivery[], starts: string[]];
const [GROUP, DIRECT, REPLY] = ['message.group', 'message.received', 'message.reply'];

describe('a reply', () => {
	it.each<Row>([
		// With message.group alone, one with a group counts as the group's.
		[[GROUP], [], [reply(mine)], [REPLY]],
		[[GROUP], [], [reply()], []],
		[[GROUP], groups, [reply(mine)], [REPLY]],
		[[GROUP], groups, [reply(other)], []],
		[[GROUP], groups, [reply()], []],
		// With message.received alone, one without a group counts as a direct one.
		[[DIRECT], [], [reply()], [REPLY]],
		[[DIRECT], [], [reply(mine)], []],
		[[DIRECT], groups, [reply()], [REPLY]],
		[[DIRECT, GROUP], groups, [reply()], [REPLY]],
		[[DIRECT, GROUP], groups, [reply(other)], []],
		// Picked itself, it passes; with groups, only if it is in one of them.
		[[REPLY], [], [reply()], [REPLY]],
		[[REPLY], [], [reply(other)], [REPLY]],
		[[REPLY], groups, [reply(mine)], [REPLY]],
		[[REPLY], groups, [reply(other)], []],
		[[REPLY], groups, [reply()], []],
		[['*'], groups, [reply()], []],
		[['*'], [], [reply()], [REPLY]],
		// Or if the other event of its message is.
		[[REPLY], groups, [group(mine), reply()], [REPLY]],
		[[REPLY], groups, [group(other), reply()], []],
		[['*'], groups, [group(other), reply()], []],
		[[DIRECT, GROUP], groups, [group(other), reply()], []],
		// Both events of one message start once, whichever comes first.
		[[GROUP], groups, [group(mine), reply()], [GROUP]],
		[[GROUP], groups, [reply(), group(mine)], [GROUP]],
		[[GROUP], groups, [reply(mine), group(mine)], [REPLY]],
		[[GROUP, REPLY], groups, [reply(), group(mine)], [GROUP]],
		[[DIRECT], [], [direct(), reply()], [DIRECT]],
		[[DIRECT], [], [reply(), direct()], [REPLY]],
		[['*'], [], [direct(), reply(), reply(), direct()], [DIRECT]],
		// Nobody asked for it.
		[['message.newsletter'], [], [reply(), reply(mine)], []],
		[[GROUP, DIRECT], [], [reply({ fromMe: true }), reply({ ...mine, fromMe: true })], []],
	])('of picked %j in %j: %j start %j', async (events, chosen, deliveries, starts) => {
		// Registered for all events, so that no number is in the way.
		const items = await started({ events, groups: chosen }, deliveries);
		expect(items.map(({ event }) => event)).toEqual(starts);
	});

	it('has what the person wrote as content, and the quoted text apart', async () => {
		const [json] = await started({ events: [DIRECT] }, [
			reply({ content: 'Vem amanhã?', replyContent: 'sim', messageRepliedId: 'q' }),
		]);
		expect(json).toMatchObject({
			event: REPLY,
			content: 'sim',
			quotedContent: 'Vem amanhã?',
			quotedMessageId: 'q',
		});
	});

	it('in both forms is one message', async () => {
		const items = await started({ events: ['*'] }, [
			reply({ content: 'Vem?', replyContent: 'sim' }),
			reply({ content: 'sim', contentReplied: 'Vem?' }),
			direct(),
		]);
		expect(items).toHaveLength(1);
	});

	it('gets its group from the other event of its message', async () => {
		const options = { textMatch: 'named', textPattern: 'Ana' };
		const items = await started({ options }, [group(mine), reply()]);
		expect(items).toMatchObject([{ event: REPLY, ...mine }]);
	});

	it('makes the other event of its message one that calls us', async () => {
		const options = { textMatch: 'named', textPattern: 'Ana' };
		expect(await started({ options }, [reply(), group(mine)])).toMatchObject([{ event: GROUP }]);
	});
});
