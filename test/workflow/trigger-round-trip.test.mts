import { afterEach, describe, expect, it } from '@jest/globals';

import { startListener } from '../harness/listener.mts';
import type { Listener } from '../harness/listener.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';

const { server, account } = useServer();
let listener: Listener;
afterEach(async () => await listener.close());

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
});
