dibaoSearchPart("b0/fi","a41f24a8","375563c1",[["donglingwenyi/2019-02-10","g"],["xishan/2019-03-01","x-"]])
