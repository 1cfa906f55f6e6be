import { type RefObject, useEffect, useRef } from 'react';

/**
 * For the heading of a view that replaces another: keyboard and screen reader continue there, and the page scrolls to
 * it. The element needs tabIndex -1.
 */
export function useFocus(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return heading;
}
