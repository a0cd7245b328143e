dibaoSearchPart("manifest","2","31888744",[["b0","a41f24a8",6,4,[2019,6],[41],["IAAUg"]]])
