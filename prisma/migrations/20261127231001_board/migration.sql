-- CreateTable
CREATE TABLE "Board" (
    "readingId" TEXT NOT NULL,
    "isShown" BOOLEAN NOT NULL DEFAULT false,
    "showsNames" BOOLEAN NOT NULL DEFAULT false,
    "layerId" TEXT,
    "annotationKey" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Board_pkey" PRIMARY KEY ("readingId")
);

-- CreateTable
CREATE TABLE "Pin" (
    "layerId" TEXT NOT NULL,
    "annotationKey" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Pin_pkey" PRIMARY KEY ("layerId","annotationKey")
);

-- AddForeignKey
ALTER TABLE "Board" ADD CONSTRAINT "Board_readingId_fkey" FOREIGN KEY ("readingId") REFERENCES "Reading"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Board" ADD CONSTRAINT "Board_layerId_fkey" FOREIGN KEY ("layerId") REFERENCES "Layer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Pin" ADD CONSTRAINT "Pin_layerId_fkey" FOREIGN KEY ("layerId") REFERENCES "Layer"("id") ON DELETE CASCADE ON UPDATE CASCADE;
