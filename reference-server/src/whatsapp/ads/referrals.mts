import type { Referral } from './model.mts';
import type { Message, WhatsAppNumber } from '../model.mts';
import type { State } from '../state.mts';

/** A message that came from an ad or a post. */
export type ReferralMessage = Message & { referral: Referral };

/** What came from one ad or post. */
export interface AdTraffic {
	/** The newest message's. */
	referral: Referral;
	conversations: number;
	messages: number;
	firstAt: string;
	lastAt: string;
}

const NOTHING_KNOWN: Referral = {
	sourceId: '',
	sourceType: 'ad',
	sourceUrl: null,
	headline: null,
	body: null,
	mediaType: null,
	imageUrl: null,
	videoUrl: null,
	thumbnailUrl: null,
	ctwaClid: null,
	adName: null,
	adsetId: null,
	adsetName: null,
	campaignId: null,
	campaignName: null,
	namesResolvedAt: null,
};

/** Where a message came from, of which more may be known than the ad's id. */
export type Source = Pick<Referral, 'sourceId'> & Partial<Referral>;

export function referralOf(source: Source | undefined): Referral | null {
	return source ? { ...NOTHING_KNOWN, ...source } : null;
}

/** The number's messages that came from ads and posts, in the order in which they were stored. */
export function referralsOf({ messages }: State, { id }: WhatsAppNumber): ReferralMessage[] {
	return messages.filter(
		(one): one is ReferralMessage => one.numberId === id && one.referral !== null,
	);
}

/** Grouped by ad or post, the one with the most conversations first. */
export function trafficOf(messages: readonly ReferralMessage[]): AdTraffic[] {
	const sourceIds = new Set(messages.map(({ referral }) => referral.sourceId));
	const traffic = [...sourceIds].map((sourceId) => {
		const mine = messages
			.filter(({ referral }) => referral.sourceId === sourceId)
			.sort((a, b) => a.createdAt.localeCompare(b.createdAt));
		const last = mine.at(-1)!;
		return {
			referral: last.referral,
			conversations: new Set(mine.map(({ conversationId }) => conversationId)).size,
			messages: mine.length,
			firstAt: mine[0]!.createdAt,
			lastAt: last.createdAt,
		};
	});
	return traffic.sort((a, b) => b.conversations - a.conversations);
}
