import { lookUp } from '../../whatsapp/people/accounts.mts';
import type { App, Context } from '../context.mts';
import { errorAnswers } from '../schemas/errors.mts';
import { checkAnswer, checkBody } from '../schemas/numbers.mts';
import { wireDigits } from '../wire/participants.mts';

/** `POST /numbers/check`: who has WhatsApp, and under which digits. */
export function addNumberCheckRoute(app: App, { state, shapes }: Context): void {
	app.post(
		'/numbers/check',
		{
			config: {
				access: { scope: 'number', features: ['checks'], session: true },
				basis: { mark: 'documented', source: 'numbers/check' },
			},
			schema: { body: checkBody, response: { 200: checkAnswer, ...errorAnswers } },
		},
		async (request) => ({
			results: request.body.numbers.map((input) => {
				const { number, name } = lookUp(state, input);
				return {
					input,
					exists: number !== null,
					number: number === null ? null : wireDigits(number, shapes),
					name,
				};
			}),
		}),
	);
}
