dibaoSearchPart("manifest","1","f497a3b7",[["b0","b682142a",6,2,4,[2019,6],[41],["IAAUg"]]])
