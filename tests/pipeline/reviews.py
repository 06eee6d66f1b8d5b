"""Operations that the document does not have, and the vendor does not offer, as they would stand in it."""

PATHS = """\
  /identity/reviews:
    get:
      operationId: listReviews
      tags: [Management]
      summary: List reviews
      security: [{bearerAuth: []}]
      parameters:
        - {name: status, in: query, schema: {$ref: "#/components/schemas/ReviewStatus"}}
        - {name: urgent, in: query, schema: {type: boolean}}
      responses:
        "200":
          description: The reviews
          content:
            application/json:
              schema: {type: object, properties: {data: {type: array, items: {$ref: "#/components/schemas/Review"}}}}
  /identity/reviews/{id}:
    get:
      operationId: getReview
      tags: [Management]
      summary: Get review
      security: [{bearerAuth: []}]
      parameters: [{$ref: "#/components/parameters/VerificationId"}]
      responses:
        "200": {description: The review, content: {application/json: {schema: {$ref: "#/components/schemas/Review"}}}}
        "404": {$ref: "#/components/responses/NotFound"}
  /identity/reviews/{id}/close:
    post:
      operationId: closeReview
      tags: [Management]
      summary: Close review
      x-transition: {when: {status: open}, then: {status: closed}, otherwise: "409"}
      security: [{bearerAuth: []}]
      parameters: [{$ref: "#/components/parameters/VerificationId"}]
      responses:
        "200": {description: The review, content: {application/json: {schema: {$ref: "#/components/schemas/Review"}}}}
        "409": {$ref: "#/components/responses/Conflict"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
"""
SCHEMAS = """\
    ReviewStatus: {type: string, enum: [open, closed]}
    Review:
      type: object
      properties:
        id: {type: string, x-pii: false}
        status: {$ref: "#/components/schemas/ReviewStatus"}
        urgent: {type: boolean, x-pii: false, example: false}
"""
