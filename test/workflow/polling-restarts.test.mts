import { describe, expect, it } from '@jest/globals';

import { GROUPS, PEOPLE } from 'pilotstatus-reference-server';
import { member, PARTICIPANTS, told, usePolling } from './polling-bench.mts';

const { calls, groupOf, join, leave, watch } = usePolling();
const { bruno, dieter } = PEOPLE;

describe('Pilot Status Polling Trigger', () => {
	it('takes the stock of a group that is chosen later, and forgets one that no longer is', async () => {
		const poller = await watch();
		poller.parameters = { events: PARTICIPANTS, groups: [GROUPS.legacy] };
		poller.restart();
		expect(await poller.poll()).toEqual([]);
		expect(JSON.stringify(poller.staticData)).not.toContain(GROUPS.modern);
		groupOf(GROUPS.legacy)!.participants.push(member(dieter));
		expect(told(await poller.poll())).toEqual([`participant.joined ${dieter}`]);
	});

	it('takes nothing over from another node of its name', async () => {
		const poller = await watch();
		join(dieter);
		poller.nodeId = 'n2';
		poller.restart();
		expect(await poller.poll()).toEqual([]);
	});

	it('tells what happened while n8n was stopped, once', async () => {
		const poller = await watch();
		poller.restart();
		join(dieter);
		expect(told(await poller.poll())).toEqual([`participant.joined ${dieter}`]);
		poller.restart();
		expect(await poller.poll()).toEqual([]);
	});

	it('tells again at most what it told last when n8n is killed', async () => {
		const poller = await watch();
		leave(bruno);
		expect(await poller.poll()).toHaveLength(1);
		join(dieter);
		expect(await poller.poll({ isKilled: true })).toHaveLength(1);
		poller.restart();
		expect(told(await poller.poll())).toEqual([`participant.joined ${dieter}`]);
	});

	it('polls once at a time', async () => {
		const poller = await watch();
		join(dieter);
		const both = await Promise.all([poller.poll(), poller.poll()]);
		expect(both.map(({ length }) => length).sort()).toEqual([0, 1]);
		expect(calls()).toHaveLength(2);
	});
});
