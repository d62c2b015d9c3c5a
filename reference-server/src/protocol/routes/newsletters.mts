import { checkSession } from '../access.mts';
import { numberOf } from '../context.mts';
import type { App, Context } from '../context.mts';
import { errorAnswers } from '../schemas/errors.mts';
import { newsletterList } from '../schemas/newsletters.mts';

/** `GET /newsletters`: needs an open session. */
export function addNewsletterRoute(app: App, { state, shapes }: Context): void {
	app.get(
		'/newsletters',
		{
			config: {
				access: { scope: 'number', features: ['newsletters'] },
				basis: { mark: 'documented', source: 'newsletters/list' },
			},
			schema: { response: { 200: newsletterList, ...errorAnswers } },
		},
		async (request) => {
			const number = numberOf(request);
			if (shapes.newslettersOffline === 'refused') checkSession(number);
			const isOnline = number.session === 'OPEN';
			const newsletters = state.newsletters
				.filter(({ numberId }) => isOnline && numberId === number.id)
				.map(({ id, name }) => ({ id, name }));
			return shapes.newsletterList === 'array' ? newsletters : { newsletters };
		},
	);
}
