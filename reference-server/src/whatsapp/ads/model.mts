/** Phone numbers are digits, times are ISO 8601 in UTC. */

/** The ad or post that a message came from, as Meta says it. */
export interface Referral {
	sourceId: string;
	sourceType: 'ad' | 'post' | null;
	sourceUrl: string | null;
	headline: string | null;
	body: string | null;
	mediaType: string | null;
	imageUrl: string | null;
	videoUrl: string | null;
	thumbnailUrl: string | null;
	ctwaClid: string | null;
	adName: string | null;
	adsetId: string | null;
	adsetName: string | null;
	campaignId: string | null;
	campaignName: string | null;
	/** When the names were asked for; null while they have not been. */
	namesResolvedAt: string | null;
}

/** What somebody wrote into a form of Facebook or Instagram. */
export interface Lead {
	id: string;
	/** Meta's id: tells copies. */
	leadgenId: string;
	numberId: string;
	pageId: string;
	pageName: string | null;
	formId: string;
	formName: string | null;
	adId: string | null;
	adName: string | null;
	adsetId: string | null;
	adsetName: string | null;
	campaignId: string | null;
	campaignName: string | null;
	/** `fb` or `ig`. */
	platform: string | null;
	isOrganic: boolean | null;
	/** When the form was sent. */
	createdAt: string;
	fullName: string | null;
	email: string | null;
	/** Digits, where they could be read; else as written. */
	phone: string | null;
	fields: Array<{ key: string; label: string | null; values: string[] }>;
	/** Null is unknown. */
	consentGiven: boolean | null;
	conversationId: string | null;
}
