/** What is told when the id of a request names something else than what is asked for now. */
import { KamertonError } from '#platform';

/** The UUID of a request is that of what it makes: sent again after a lost answer, it makes no second one. */
export const requestTaken = () =>
  new KamertonError('conflict', 'этот номер запроса уже занят; обновите страницу и повторите');
