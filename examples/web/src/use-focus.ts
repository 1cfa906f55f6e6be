import { type RefObject, useEffect, useRef } from 'react';

/**
 * For the heading of what has taken another thing's place: the keyboard and a screen reader go on there, and it is
 * scrolled to. The element needs tabIndex -1.
 */
export function useFocus(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return heading;
}
