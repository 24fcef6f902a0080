/** The tuning fork of the product. */
import address from './tuning-fork.svg';

export function ProductMark({ size }: { size: number }) {
  return <img src={address} width={size} height={size} alt="" />;
}
