Dear ,

Yours faithfully,
