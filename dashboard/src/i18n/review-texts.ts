/** The words of the review desk: they come with its pages, not with the list of calls. */
import { enReview } from './en-review.ts';
import { useLanguage } from './language.tsx';
import { type ReviewTexts, ruReview } from './ru-review.ts';

export const useReviewTexts = (): ReviewTexts => (useLanguage().language === 'en' ? enReview : ruReview);
