import type { NodeSketch } from '../../test/harness/engine.mts';
import { GROUPS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';

/** What somebody asks in a group. */
export const question = {
	numberId: NUMBERS.evo.id,
	groupId: GROUPS.modern,
	from: PEOPLE.ana,
	text: 'A que horas chega o cimento?',
};

/** Listens to one group only. */
export const trigger: NodeSketch = {
	name: 'Somebody writes',
	type: 'n8n-nodes-pilotstatus.pilotStatusTrigger',
	parameters: { events: ['message.group'], groups: [GROUPS.modern] },
};

/** What the workflow does with it. */
export const answer = {
	name: 'Answer in group',
	parameters: {
		resource: 'message',
		operation: 'sendText',
		sendTo: 'group',
		groupId: { __rl: true, mode: 'id', value: '={{ $json.groupId }}' },
		text: '=Oi, {{ $json.participantName }}! O cimento chega às 10h.',
	},
} satisfies NodeSketch;
