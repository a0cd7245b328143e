dibaoSearchPart("b0/fp","a41f24a8","3279e62a",[["donglingwenyi","g"],["xishan","x-"]])
