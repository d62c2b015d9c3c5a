import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { isBlank } from '../../../shared/values/marks';
import { textOf, toText } from '../../../shared/values/text';
import { countryCodeOption, messageOptionsField } from '../../fields';
import type { Operation } from '../../operation';
import type { Parameters } from '../../parameters';
import { destinationFieldsFor, readDestination, sendMessage, sendTarget } from './send';
import { readWaitLimit, waitLimitOption } from './waitLimit';

/** Labels where the user gave none. */
const DEFAULT_LABELS = { approveLabel: 'Approve', disapproveLabel: 'Decline' };

/**
 * What stands before the two links, and on their pages.
 * @param values of `approvalOptions`; an expression may give nothing, and what is no text counts as nothing
 */
export function readLabels(values: IDataObject = {}): typeof DEFAULT_LABELS {
	const read = (name: keyof typeof DEFAULT_LABELS) => {
		const label = textOf(values[name]) ?? '';
		return isBlank(label) ? DEFAULT_LABELS[name] : label.trim().replace(/\s*[\r\n]\s*/g, ' ');
	};
	return { approveLabel: read('approveLabel'), disapproveLabel: read('disapproveLabel') };
}

/** @throws Failure naming a label that is no text */
function checkLabels(parameters: Parameters): void {
	const { values } = parameters.read('approvalOptions') as { values?: IDataObject };
	const hint = 'Write the label as text, or remove it.';
	toText(values?.approveLabel, 'Approve Label', hint);
	toText(values?.disapproveLabel, 'Disapprove Label', hint);
}

/** Names are n8n's own, so that it also offers the operation as a human review step for AI tools. */
const approvalFields: INodeProperties[] = [
	{
		displayName: 'Message',
		name: 'message',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		placeholder: 'e.g. Pedido 42, R$ 1.250,00. Aprovar?',
		description:
			'What to ask. Links to answer follow it. In a group, anyone may answer, and the first answer counts.',
	},
	{
		displayName: 'Response Type',
		name: 'responseType',
		type: 'options',
		description: 'How people answer',
		options: [
			{
				name: 'Approval',
				value: 'approval',
				description: 'Links to approve, or to approve and decline',
			},
		],
		default: 'approval',
	},
	{
		displayName: 'Approval Options',
		name: 'approvalOptions',
		type: 'fixedCollection',
		default: {},
		placeholder: 'Add Option',
		description: 'Which links the message has, and what they are called',
		options: [
			{
				displayName: 'Values',
				name: 'values',
				values: [
					{
						displayName: 'Type of Approval',
						name: 'approvalType',
						type: 'options',
						description: 'Which answers people can give',
						default: 'single',
						options: [
							{ name: 'Approve and Disapprove', value: 'double' },
							{ name: 'Approve Only', value: 'single' },
						],
					},
					{
						displayName: 'Approve Label',
						name: 'approveLabel',
						type: 'string',
						default: 'Approve',
						description: 'What stands before the link that approves',
						placeholder: 'e.g. Aprovar',
					},
					{
						displayName: 'Disapprove Label',
						name: 'disapproveLabel',
						type: 'string',
						default: 'Decline',
						description: 'What stands before the link that declines',
						placeholder: 'e.g. Recusar',
						displayOptions: { show: { approvalType: ['double'] } },
					},
				],
			},
		],
	},
];

/** `POST /v1/messages/send` with `text`; then the execution waits until somebody follows a link. */
export const sendAndWait: Operation = {
	value: 'sendAndWait',
	name: 'Send and Wait for Response',
	action: 'Send message and wait for response',
	description: 'Ask in a group or a person, and wait until somebody approves',
	fields: [
		...destinationFieldsFor('group', 'phoneNumber'),
		...approvalFields,
		messageOptionsField(countryCodeOption, waitLimitOption),
	],
	writes: true,
	target: askTarget,
	firstItemOnly: true,
	prepare(parameters) {
		checkLabels(parameters);
		const destination = readDestination(parameters);
		const question = parameters.text('message', 'Message', 'Write what to ask.');
		const until = readWaitLimit(parameters);
		const job = sendMessage(parameters, {
			destination,
			content: () => question,
			makeBody: (to) => ({
				...to,
				text: [question, ...answerLinks(parameters)].join('\n\n'),
			}),
		});
		return {
			...job,
			target: askTarget(parameters),
			async run(send) {
				await job.run(send);
				await parameters.context.putExecutionToWait(until());
				return [parameters.context.getInputData()[0]?.json ?? {}];
			},
		};
	},
};

/** The links belong to the execution: asked again by another one, it is another question. */
function askTarget(parameters: Parameters): string {
	return `${sendTarget(parameters)} ${parameters.context.getExecutionId()}`;
}

/** One line per possible answer: its label, and the signed address that resumes the execution with it. */
function answerLinks(parameters: Parameters): string[] {
	const given = parameters.read('approvalOptions') as { values?: IDataObject };
	const { approveLabel, disapproveLabel } = readLabels(given.values);
	const link = (label: string, approved: string) =>
		`${label}: ${parameters.context.getSignedResumeUrl({ approved })}`;
	const approve = link(approveLabel, 'true');
	return given.values?.approvalType === 'double'
		? [approve, link(disapproveLabel, 'false')]
		: [approve];
}
