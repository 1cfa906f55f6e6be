/** The input of each method by the method's name. A field that GraphQL names differently does not compile. */
export interface OneNetInputs {
  readonly ONENET_PAGE: { readonly userId: number; readonly phone: string };
}
