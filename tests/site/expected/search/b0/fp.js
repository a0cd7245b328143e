dibaoSearchPart("b0/fp","36773dd9","3279e62a",[["donglingwenyi","g"],["xishan","x-"]])
