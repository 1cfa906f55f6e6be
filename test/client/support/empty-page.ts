/** As much of a page as React needs for components that show nothing. */
export function openEmptyPage(): Element {
  const document = Object.assign(new EventTarget(), {
    nodeType: 9,
    nodeName: '#document',
    activeElement: null,
  });
  const window = Object.assign(new EventTarget(), { document, HTMLIFrameElement: class {} });
  Object.assign(document, { defaultView: window, ownerDocument: null });
  Object.assign(globalThis, { window, document });
  const container = Object.assign(new EventTarget(), {
    nodeType: 1,
    nodeName: 'DIV',
    tagName: 'DIV',
    namespaceURI: 'http://www.w3.org/1999/xhtml',
    ownerDocument: document,
    firstChild: null,
    lastChild: null,
    textContent: '',
  });
  return container as unknown as Element;
}
