import { countryCodeOption, optionsField } from '../../fields';
import { NumberCheck } from '../../numberCheck';
import type { Operation } from '../../operation';

/** `POST /v1/numbers/check`, for the numbers of all items together. */
export const check: Operation = {
	value: 'check',
	name: 'Check',
	action: 'Check phone numbers',
	description: 'Find out which phone numbers have WhatsApp, and how WhatsApp writes them',
	fields: [
		{
			displayName: 'Phone Numbers',
			name: 'numbers',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			required: true,
			placeholder: 'e.g. 5511999999999, +55 11 98888-7777',
			description:
				'Phone numbers with country and area code, separated by commas or new lines. An expression may also give an array. QR numbers only.',
		},
		optionsField(countryCodeOption),
	],
	writes: false,
	prepare(parameters) {
		const numbers = parameters.numbers();
		const asked = parameters.once('number check', () => new NumberCheck());
		asked.want(numbers);
		return {
			async run(send) {
				const accounts = await asked.find(send, numbers);
				return accounts.map((account, nth) => ({ input: `+${numbers[nth]}`, ...account }));
			},
		};
	},
};
