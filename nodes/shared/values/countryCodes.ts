/**
 * Country codes in use: the ITU's list of assigned codes (complement to Recommendation E.164), without those that
 * WhatsApp has no people under (379, 800, 808, 888, 979).
 */
const CODE =
	/^(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|21[12368]|2[2-46]\d|25[0-8]|29[017-9]|35\d|37[0-8]|38[0-35-79]|42[013]|5[09]\d|67[02-9]|68[0-35-9]|69[0-2]|85[02356]|87[08]|88[0-36]|96[0-8]|97[0-7]|99[2-68])/;

/** Countries whose numbers may begin with a 0 of their own, and have no trunk 0 beside it. */
const KEEP_ZERO = new Set(['39', '225', '226', '229', '241', '242', '378', '992']);

/** The same, and Rwanda, which has both. */
const MAY_HAVE_ZERO = new Set([...KEEP_ZERO, '250']);

/**
 * The country code that a number begins with; no code is the beginning of another one.
 * @param digits without plus
 * @returns undefined where no country has such a code
 */
export function countryCodeOf(digits: string): string | undefined {
	return CODE.exec(digits)?.[0];
}

/** Whether a 0 in front of a national number belongs to it, and must be dialled from abroad too. */
export function keepsZero(countryCode: string): boolean {
	return KEEP_ZERO.has(countryCode);
}

/** Whether a 0 right behind the country code may be right. */
export function mayHaveZero(countryCode: string): boolean {
	return MAY_HAVE_ZERO.has(countryCode);
}
