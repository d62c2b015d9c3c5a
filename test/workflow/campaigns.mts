import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

/** A text to each item's number, spread over a morning; the workflow's time zone is America/Sao_Paulo. */
export const campaign = (
	spread: INodeParameters = {},
	options: INodeParameters = {},
): INodeParameters => ({
	resource: 'message',
	operation: 'sendText',
	sendTo: 'phoneNumber',
	destinationNumber: '={{ $json.number }}',
	text: 'Oi',
	options: {
		spreadOver: {
			values: { start: '2036-12-01T09:00', end: '2036-12-01T12:00', jitter: 0, ...spread },
		},
		...options,
	},
});
/** Items with a number each. */
export const people = (count: number): INodeExecutionData[] =>
	Array.from({ length: count }, (_, n) => ({ json: { number: `55119876${10_000 + n}`, n } }));
