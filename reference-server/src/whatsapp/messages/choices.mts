import type { Choice, Message } from '../model.mts';

/** What can be tapped on a message: quick replies and rows. Ids that the sender did not give are our choice. */
export function choicesOf({ buttons, interactive }: Message): Choice[] {
	if (interactive !== null && 'sections' in interactive) {
		const rows = interactive.sections.flatMap((section) => section.rows);
		return rows.map(({ rowId, title }, at) => ({ kind: 'row', id: rowId ?? `row_${at}`, title }));
	}
	if (interactive !== null && 'cards' in interactive) {
		return interactive.cards.flatMap((card, at) =>
			quickReplies(card.buttons ?? [], `card_${at}_button`),
		);
	}
	return quickReplies(buttons, 'button');
}

function quickReplies(
	buttons: ReadonlyArray<{ type: string; text: string; payload?: string }>,
	name: string,
): Choice[] {
	return buttons.flatMap(({ type, text, payload }, at) =>
		type === 'QUICK_REPLY' ? [{ kind: 'button', id: payload ?? `${name}_${at}`, title: text }] : [],
	);
}
