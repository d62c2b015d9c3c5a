import { expect, it } from '@jest/globals';

import type { Parameters } from '../../nodes/PilotStatus/parameters.ts';
import { sendMessage } from '../../nodes/PilotStatus/actions/message/send.ts';

const MB = 1024 * 1024;

it.each([
	[undefined, 1],
	[0, 1],
	[1, 1],
	[MB, 1],
	[MB + 1, 2],
	[16 * MB, 16],
])('a message with a file of %s bytes takes %s of the parallel places', (bytes, places) => {
	const parameters = { options: () => ({}) } as Parameters;
	const message = { destination: {}, content: () => '', makeBody: () => ({}), bytes };
	expect(sendMessage(parameters, message).weight).toBe(places);
});
