dibaoSearchPart("b0/fp","b682142a","3279e62a",[["donglingwenyi","g"],["xishan","x-"]])
