import { ApiError } from '../api-error.mts';
import type { CarouselMessage, FlowMessage, ListMessage, WhatsAppNumber } from '../model.mts';
import type { State } from '../state.mts';
import { insideWindow } from './message-life.mts';

/** What a text can carry: at most one of them. */
export interface Interactive {
	list?: ListMessage;
	carousel?: CarouselMessage;
	flow?: FlowMessage;
}

/** Meta's limits, in characters and rows. */
const LIMITS = { rows: 10, title: 24, description: 72, button: 20 };

/**
 * Lists have WhatsApp's limits on Meta numbers; flows exist there alone, inside the 24 hours of a
 * conversation.
 *
 * @throws ApiError 400 VALIDATION_ERROR, FEATURE_NOT_SUPPORTED or FLOW_WINDOW_CLOSED
 */
export function checkInteractive(
	state: State,
	sender: WhatsAppNumber,
	conversationId: string,
	{ list, flow }: Interactive,
): void {
	const isMeta = sender.provider === 'meta';
	if (list && isMeta) checkList(list);
	if (!flow) return;
	if (!isMeta) {
		throw new ApiError(400, 'FEATURE_NOT_SUPPORTED', 'Flows are for Meta Cloud API numbers.');
	}
	if (!insideWindow(state, { numberId: sender.id, conversationId })) {
		throw new ApiError(400, 'FLOW_WINDOW_CLOSED', 'Nobody wrote in this chat for 24 hours.');
	}
}

function checkList({ buttonText, sections }: ListMessage): void {
	const refuse = (pointer: string, message: string) => {
		const fields = [{ in: 'body', pointer: `/list${pointer}`, message }];
		throw new ApiError(400, 'VALIDATION_ERROR', `body /list${pointer}: ${message}`, { fields });
	};
	if (buttonText.length > LIMITS.button) refuse('/buttonText', `at most ${LIMITS.button}`);
	const rows = sections.flatMap((section) => section.rows);
	if (rows.length > LIMITS.rows) refuse('/sections', `at most ${LIMITS.rows} rows in all`);
	sections.forEach((section, at) =>
		section.rows.forEach(({ title, description = '' }, row) => {
			const pointer = `/sections/${at}/rows/${row}`;
			if (title.length > LIMITS.title) refuse(`${pointer}/title`, `at most ${LIMITS.title}`);
			if (description.length > LIMITS.description) {
				refuse(`${pointer}/description`, `at most ${LIMITS.description}`);
			}
		}),
	);
}
