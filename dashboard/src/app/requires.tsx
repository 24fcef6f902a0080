/** Shows a page to people who may see it, and says so to the others. */
import type { ComponentType, ReactNode } from 'react';
import { useMay } from '../access/session.ts';
import type { Permission } from '../api/shapes.ts';
import { NoRights } from '../components/no-rights.tsx';

export function Requires({ permission, children }: { permission: Permission; children: ReactNode }) {
  return useMay(permission) ? children : <NoRights />;
}

/** The same as the component of an address. */
export const behind = (permission: Permission, Page: ComponentType) =>
  function Behind() {
    return (
      <Requires permission={permission}>
        <Page />
      </Requires>
    );
  };
